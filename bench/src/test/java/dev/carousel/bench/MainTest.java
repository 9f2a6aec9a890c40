package dev.carousel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream trueErr = System.err;

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(trueErr);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peers --shape 1,2          | shape '1,2': expected B,T,I,H",
        "peers --shape 65536,65536,1,1 | shape 65536,65536,1,1: needs an array of more than",
        "peers --shape 1,1,1,65536  | shape 1,1,1,65536: needs an array of more than",
        "peers --peers carousel     | deeplearning4j but was 'carousel'",
        "peers --peers tensorflow   | (PEER): expected one of libtorch, onnxruntime, deeplearning4j",
        "peers --work translate     | Invalid value for option '--work'",
        "scaling --threads 1        | --threads 1: expected 2 to 1024",
        "peers --threads 0          | --threads 0: expected 1 to 1024",
        "peers --threads 2000       | --threads 2000: expected 1 to 1024",
        "peers --peers deeplearning4j --cell gru | none of deeplearning4j does train, forward",
        "kernels --forks 0          | --forks 0: expected at least 1",
        "kernels --seconds 0        | --seconds 0: expected at least 1",
        "kernels (                  | Unclosed group; expected a regular expression",
        "ceiling --threads 0        | --threads 0: expected 1 to 1024",
        "peers --nonsense           | Unknown option: '--nonsense'"
      })
  void badUsageIsExitCode2AndSaysWhy(String line, String message) {
    assertThat(Main.commandLine().execute(line.strip().split(" "))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("carousel bench: ")
        .contains(message)
        .hasLineCount(1);
  }

  @Test
  void ourOwnMistakesKeepTheirTrace() {
    Failure failure = Failure.of(new IllegalStateException("odd"), Main.commandLine());
    assertThat(failure.report(System.err)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("odd").contains("\tat dev.carousel");
  }
}
