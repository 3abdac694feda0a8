package io.github.foretoken.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A Java agent that makes the loading of the Vector API's module wait, as a busy machine may. */
public final class DelayAgent {
    private DelayAgent() {}

    /** Called before main, with the milliseconds. */
    public static void premain(String millis, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Delay(Long.parseLong(millis)));
    }

    private record Delay(long millis) implements ClassFileTransformer {
        @Override
        public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
            if (!"io/github/foretoken/internal/simd/VectorModule".equals(name)) {
                return null;
            }
            ClassFile classes = ClassFile.of();
            return classes.transformClass(classes.parse(bytes), ClassTransform
                    .transformingMethodBodies(method -> method.methodName().equalsString("load"), new CodeTransform() {
                        @Override
                        public void atStart(CodeBuilder code) {
                            code.loadConstant(millis)
                                    .invokestatic(ClassDesc.of("java.lang.Thread"), "sleep",
                                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long));
                        }

                        @Override
                        public void accept(CodeBuilder code, CodeElement element) {
                            code.with(element);
                        }
                    }));
        }
    }

    /** Packs it into a jar. */
    static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", DelayAgent.class.getName());
        Path jar = folder.resolve("delay.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Class<?> type : new Class<?>[]{DelayAgent.class, Delay.class}) {
                add(out, type.getName().replace('.', '/') + ".class");
            }
            add(out, DelayAgent.class.getName().replace('.', '/') + "$Delay$1.class");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name) throws IOException {
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = DelayAgent.class.getClassLoader().getResourceAsStream(name)) {
            in.transferTo(out);
        }
    }
}
