package dev.carousel.bench.process;

import dev.carousel.BadInput;
import dev.carousel.bench.work.Case;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things are, and how a child's JVM is started.
 *
 * @param java the java command
 * @param classPath Carousel's and this module's own jars
 * @param peers a folder of jars for each peer
 * @param carouselFlags the user's flags for the JVM of Carousel's side
 */
public record Installation(Path java, String classPath, Path peers, List<String> carouselFlags) {
  /** System property: the folder of the peers. */
  public static final String PEERS = "carousel.bench.peers";

  /** Environment: flags for the JVM that runs Carousel, as in the launcher script. */
  private static final String FLAGS = "CAROUSEL_JAVA_OPTS";

  private static final List<String> VECTOR = List.of("--add-modules", "jdk.incubator.vector");

  /** Copies the flags. */
  public Installation {
    carouselFlags = List.copyOf(carouselFlags);
  }

  /** That of this process. */
  public static Installation current() {
    String flags = System.getenv().getOrDefault(FLAGS, "").strip();
    return new Installation(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path"),
        Path.of(System.getProperty(PEERS, "bench/target/peers")),
        flags.isEmpty() ? List.of() : List.of(flags.split("\\s+")));
  }

  /** The JVM's flags for Carousel: as the launcher script gives them, then the user's own. */
  public List<String> carouselJvm() {
    List<String> flags = new ArrayList<>(VECTOR);
    flags.add("-XX:+UseTransparentHugePages");
    flags.add("-XX:+UseSerialGC");
    flags.addAll(carouselFlags);
    return flags;
  }

  /** The start of a command line that runs Carousel. */
  public List<String> carousel(Class<?> main, List<String> properties) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(carouselJvm());
    command.addAll(properties);
    command.addAll(List.of("-cp", classPath, main.getName()));
    return command;
  }

  /** The command line of a child for one side of a case. */
  List<String> child(Side side, Case which) {
    List<String> command =
        side == Side.CAROUSEL
            ? carousel(Child.class, List.of("-Dcarousel.threads=" + which.threads()))
            : peer(side);
    command.add(side.name());
    command.addAll(which.words());
    return command;
  }

  private List<String> peer(Side side) {
    Path folder = peers.resolve(Case.name(side));
    if (!Files.isDirectory(folder)) {
      throw new BadInput(
          "%s: no such folder; './carousel bench' fetches the peers when it builds"
              .formatted(folder));
    }
    return new ArrayList<>(
        List.of(
            java.toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dorg.bytedeco.javacpp.cachedir=" + Unpacked.of(folder).folder(),
            "-cp",
            classPath + File.pathSeparator + folder.resolve("*"),
            Child.class.getName()));
  }
}
