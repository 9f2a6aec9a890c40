import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies a jar, its classes of before Java 6 as classes of Java 17: the same code, with the stack
 * maps that old ones lack. The JVM's cache of loaded classes takes no class without them, nor one
 * that extends such a class; read and checked anew in every run they cost a short command a third
 * of its time. A program for the launcher script, run once a build, no part of Carousel.
 */
final class NewerClasses {
  private static final int JAVA_6 = 50;
  private static final int JAVA_17 = 61;

  private NewerClasses() {}

  /**
   * Copies.
   *
   * @param args the jar to read and the jar to write
   */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    URL[] place = {jar.toUri().toURL()};
    try (URLClassLoader classes = new URLClassLoader(place, null);
        ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      ClassHierarchyResolver hierarchy =
          ClassHierarchyResolver.ofResourceParsing(classes)
              .orElse(ClassHierarchyResolver.defaultResolver());
      ClassFile format =
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(hierarchy),
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
      for (ZipEntry entry : Collections.list(in.entries())) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream bytes = in.getInputStream(entry)) {
          boolean isClass = entry.getName().endsWith(".class");
          out.write(isClass ? newer(format, bytes.readAllBytes()) : bytes.readAllBytes());
        }
        out.closeEntry();
      }
    }
  }

  private static byte[] newer(ClassFile format, byte[] bytes) {
    ClassModel read = format.parse(bytes);
    if (read.majorVersion() >= JAVA_6) {
      return bytes;
    }
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(JAVA_17, 0);
          } else {
            builder.with(element);
          }
        };
    return format.transformClass(
        read, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
  }
}
