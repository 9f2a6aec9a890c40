package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.kernel.ChildJvm;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products and whole training runs give the scalar bits in JVMs whose vectors are narrower. */
@Timeout(120)
class EngineWidthsTest {
  private static final String SCALAR = EngineDigest.of("scalar");

  @ParameterizedTest
  @ValueSource(strings = {"-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32"})
  void sameBitsInAChildJvm(String option) throws IOException, InterruptedException {
    String output = ChildJvm.output(ChildJvm.start(EngineDigest.class, option));
    assertThat(output.strip()).isEqualTo(SCALAR);
  }
}
