package io.github.foretoken.bench.gate;

import io.github.foretoken.perfkit.PerfkitException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A copy of a jar of benchmarks in which every benchmark takes longer by a known share: what a gate is tried on. Each method with
 * {@code @Benchmark} is renamed, and one of its old name calls it between {@link Slower#before} and {@link Slower#after}. The jar must
 * have {@link Slower}, as that of this module does.
 */
public final class SlowedJar {
    private static final ClassDesc BENCHMARK = ClassDesc.of("org.openjdk.jmh.annotations.Benchmark");
    private static final ClassDesc SLOWER = Slower.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc BEFORE = MethodTypeDesc.of(ConstantDescs.CD_long);
    private static final MethodTypeDesc AFTER =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long, ConstantDescs.CD_double);
    private static final String RENAMED = "$asItIs";

    private SlowedJar() {}

    /**
     * Writes the copy.
     *
     * @param jar of benchmarks
     * @param copy replaced if it is there
     * @param share by which calls take longer, 0.05 being 5 %
     */
    public static void write(Path jar, Path copy, double share) {
        try (ZipFile source = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(copy);
                ZipOutputStream target = new ZipOutputStream(file)) {
            Enumeration<? extends ZipEntry> entries = source.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                target.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = source.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    target.write(entry.getName().endsWith(".class") ? slowed(bytes, share) : bytes);
                }
                target.closeEntry();
            }
        } catch (IOException e) {
            throw new PerfkitException(jar + " cannot be copied to " + copy + " (" + e + ")", e);
        }
    }

    /** The class with its benchmarks slowed; the same bytes if it has none. */
    static byte[] slowed(byte[] bytes, double share) {
        ClassFile format = ClassFile.of();
        ClassModel model = format.parse(bytes);
        if (model.methods().stream().noneMatch(SlowedJar::isBenchmark)) {
            return bytes;
        }
        return format.transformClass(model, (builder, element) -> slow(model, builder, element, share));
    }

    private static boolean isBenchmark(MethodModel method) {
        return method.findAttribute(Attributes.runtimeVisibleAnnotations())
                .map(RuntimeVisibleAnnotationsAttribute::annotations)
                .stream()
                .anyMatch(all -> all.stream().anyMatch(one -> one.classSymbol().equals(BENCHMARK)));
    }

    private static void slow(ClassModel owner, ClassBuilder builder, ClassElement element, double share) {
        if (!(element instanceof MethodModel method) || !isBenchmark(method)) {
            builder.with(element);
            return;
        }
        String name = method.methodName().stringValue();
        MethodTypeDesc type = method.methodTypeSymbol();
        int flags = method.flags().flagsMask();
        builder.withMethod(name + RENAMED, type, flags, renamed -> method.forEach(part -> {
            if (!(part instanceof RuntimeVisibleAnnotationsAttribute || part instanceof AccessFlags)) {
                renamed.with(part);
            }
        }));
        builder.withMethod(name, type, flags, wrapper -> {
            method.forEach(part -> {
                if (!(part instanceof CodeModel || part instanceof AccessFlags)) {
                    wrapper.with(part);
                }
            });
            wrapper.withCode(code -> wrap(code, owner.thisClass().asSymbol(), method, share));
        });
    }

    private static void wrap(CodeBuilder code, ClassDesc owner, MethodModel method, double share) {
        MethodTypeDesc type = method.methodTypeSymbol();
        int before = code.allocateLocal(TypeKind.LONG);
        code.invokestatic(SLOWER, "before", BEFORE).lstore(before);
        String name = method.methodName().stringValue() + RENAMED;
        boolean fixed = method.flags().has(AccessFlag.STATIC);
        if (!fixed) {
            code.aload(code.receiverSlot());
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
        }
        if (fixed) {
            code.invokestatic(owner, name, type);
        } else {
            code.invokevirtual(owner, name, type);
        }
        code.lload(before).ldc(share).invokestatic(SLOWER, "after", AFTER).return_(TypeKind.from(type.returnType()));
    }
}
