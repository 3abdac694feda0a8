package io.github.foretoken.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives class files that are older than Java 6 the version of Java 8, in the jars of a folder: Java's AOT cache takes none that need the
 * old verifier, and the parser of the command line is such, which cost each start a seventh of its time. What is added are the stack maps
 * that the newer verifier wants; the instructions stay. A jar that was changed says so in an entry of its own.
 */
public final class NewerClasses {
    private static final int OLDEST_CACHED = 50;
    private static final int VERSION = 52;
    private static final int VERSION_AT = 6;
    private static final String NOTICE = "META-INF/CHANGES-BY-FORETOKEN.txt";
    private static final String TEXT = "Class files of versions before " + OLDEST_CACHED + " were given version "
            + VERSION + " and stack maps, by Foretoken's build. Nothing else differs from the original.\n";

    private NewerClasses() {}

    /**
     * Rewrites those jars that have such classes.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(args[0]), "*.jar")) {
            for (Path jar : jars) {
                rewrite(jar);
            }
        }
    }

    private static void rewrite(Path jar) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        int renewed = 0;
        try (ZipFile source = new ZipFile(jar.toFile()); ZipOutputStream target = new ZipOutputStream(copy)) {
            for (ZipEntry entry : Collections.list(source.entries())) {
                byte[] bytes = read(source, entry);
                boolean old = old(entry.getName(), bytes);
                write(target, entry.getName(), entry.getTime(), old ? renewed(source, bytes) : bytes);
                renewed += old ? 1 : 0;
            }
            if (renewed > 0) {
                write(target, NOTICE, source.entries().nextElement().getTime(), TEXT.getBytes(StandardCharsets.UTF_8));
            }
        }
        if (renewed > 0) {
            // At once, so that an interrupted build leaves the one or the other.
            Path part = jar.resolveSibling(jar.getFileName() + ".part");
            Files.write(part, copy.toByteArray());
            Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean old(String name, byte[] bytes) {
        return name.endsWith(".class")
                && ((bytes[VERSION_AT] & 0xff) << Byte.SIZE | bytes[VERSION_AT + 1] & 0xff) < OLDEST_CACHED;
    }

    private static void write(ZipOutputStream target, String name, long time, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(time);
        target.putNextEntry(entry);
        target.write(bytes);
        target.closeEntry();
    }

    private static byte[] read(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static byte[] renewed(ZipFile jar, byte[] bytes) {
        ClassFile format = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption
                .of(ClassHierarchyResolver.ofResourceParsing(type -> classFile(jar, type))));
        byte[] renewed = format.transformClass(format.parse(bytes), NewerClasses::renew);
        List<VerifyError> errors = format.verify(renewed);
        if (!errors.isEmpty()) {
            throw new IllegalStateException("a class of " + jar.getName() + " would not be valid: " + errors.get(0));
        }
        return renewed;
    }

    private static void renew(ClassBuilder builder, ClassElement element) {
        switch (element) {
            case ClassFileVersion version -> builder.withVersion(VERSION, 0);
            // Code is written anew, or it would keep having no stack maps.
            case MethodModel method -> builder.transformMethod(method, (target, part) -> {
                if (part instanceof CodeModel code) {
                    target.transformCode(code, CodeTransform.ACCEPT_ALL);
                } else {
                    target.with(part);
                }
            });
            default -> builder.with(element);
        }
    }

    /** Of the jar, or of Java; null if it is in neither, as what a library uses only where it is there. */
    private static InputStream classFile(ZipFile jar, ClassDesc type) {
        String descriptor = type.descriptorString();
        String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
        ZipEntry entry = jar.getEntry(name);
        try {
            return entry == null ? ClassLoader.getSystemResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
