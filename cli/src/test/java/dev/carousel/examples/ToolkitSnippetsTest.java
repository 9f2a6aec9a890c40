package dev.carousel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/toolkit.md compile as they stand. */
class ToolkitSnippetsTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/toolkit.md");
  private static final Pattern SNIPPET = Pattern.compile("(?s)```java\n(.*?)```");
  private static final List<String> PACKAGES =
      List.of(
          "dev.carousel.cell",
          "dev.carousel.check",
          "dev.carousel.data",
          "dev.carousel.kernel",
          "dev.carousel.layer",
          "dev.carousel.loss",
          "dev.carousel.metric",
          "dev.carousel.model",
          "dev.carousel.network",
          "dev.carousel.optim",
          "dev.carousel.random",
          "dev.carousel.regularize",
          "dev.carousel.task.inspect",
          "dev.carousel.train",
          "java.nio.file",
          "java.time",
          "java.util");

  @TempDir private Path folder;

  @Test
  void everySnippetCompiles() throws IOException {
    Matcher snippets = SNIPPET.matcher(Files.readString(PAGE));
    List<Path> sources = new ArrayList<>();
    while (snippets.find()) {
      sources.add(source("Snippet" + sources.size(), snippets.group(1)));
    }
    assertThat(sources).hasSizeGreaterThan(5);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  /** Imports by name first: two packages have a class of that name. */
  private Path source(String name, String snippet) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("import dev.carousel.layer.Embedding;\n");
    text.append("import dev.carousel.network.Stream;\n");
    text.append("import dev.carousel.tensor.*;\n");
    PACKAGES.forEach(one -> text.append("import ").append(one).append(".*;\n"));
    text.append("class ").append(name).append(" {\n  static void run(Tensor x, Tensor next, ");
    text.append("Tensor labels, int[] lengths, Network network) throws Exception {\n");
    text.append(snippet).append("  }\n}\n");
    return Files.writeString(folder.resolve(name + ".java"), text);
  }
}
