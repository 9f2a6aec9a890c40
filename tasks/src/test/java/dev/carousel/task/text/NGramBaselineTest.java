package dev.carousel.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.random.Randomness;
import dev.carousel.task.text.source.TextSource;
import org.junit.jupiter.api.Test;

class NGramBaselineTest {
  private static TextTraining training(String text, String validation, TextPreset preset) {
    return TextTraining.of(
        TextSource.of("text", text), TextSource.of("validation", validation), preset.options());
  }

  /** Letters that know nothing of each other. */
  private static String letters(int n, long seed) {
    Randomness random = new Randomness(seed, 0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      text.append((char) ('a' + (int) (4 * random.uniformDouble(i))));
    }
    return text.toString();
  }

  @Test
  void takesTheOrderThatPredictsTheValidationTextBest() {
    NGramBaseline random =
        NGramBaseline.of(training(letters(3000, 1), letters(500, 2), TextPreset.CHAR_SMALL))
            .orElseThrow();
    assertThat(random.order()).isEqualTo(1);
    assertThat(random.score().nats()).isCloseTo(Math.log(4), within(0.02));
    String long7 = "aaaaaab".repeat(100); // b comes after six times a
    NGramBaseline periodic =
        NGramBaseline.of(training(long7, long7, TextPreset.CHAR_SMALL)).orElseThrow();
    assertThat(periodic.order()).isGreaterThanOrEqualTo(7);
    assertThat(periodic.score().nats()).isLessThan(0.05);
  }

  @Test
  void ofWordsHasAtTheMostFive() {
    String text = "a a a a a a b ".repeat(60);
    NGramBaseline words =
        NGramBaseline.of(training(text, text, TextPreset.ZAREMBA_SMALL)).orElseThrow();
    assertThat(words.order()).isEqualTo(5);
  }

  @Test
  void isLeftOutForATextTooLongToCount() {
    TextTraining training = training("abcd".repeat(30), "abcd", TextPreset.CHAR_SMALL);
    long size = training.training().size();
    assertThat(NGramBaseline.of(training, size)).isPresent();
    assertThat(NGramBaseline.of(training, size - 1)).isEmpty();
  }
}
