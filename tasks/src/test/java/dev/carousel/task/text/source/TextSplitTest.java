package dev.carousel.task.text.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import org.junit.jupiter.api.Test;

class TextSplitTest {
  private static String text(TextSource source) {
    StringBuilder text = new StringBuilder();
    source.read(text::appendCodePoint);
    return text.toString();
  }

  @Test
  void keepsTheLastPartOfTheCodePoints() {
    TextSource text = TextSource.of("text", "😀😀😀😀😀é中abc");
    TextSplit split = TextSplit.of(text, 0.25, false);
    assertThat(text(split.training())).isEqualTo("😀😀😀😀😀é中");
    assertThat(text(split.validation())).isEqualTo("abc");
    assertThat(split.training().length()).isEqualTo(7);
  }

  @Test
  void countsAsTinyShakespeareIsCounted() {
    TextSplit split = TextSplit.of(TextSource.of("text", "x".repeat(1_115_394)), 0.1, false);
    assertThat(split.training().length()).isEqualTo(1_003_854);
    assertThat(split.validation().length()).isEqualTo(111_540);
  }

  @Test
  void cutsNoWord() {
    String words = "one two three\nfour five";
    for (int percent = 1; percent < 100; percent++) {
      double fraction = percent / 100.0;
      int at = (int) (words.length() * (1 - fraction));
      if (at > words.lastIndexOf(' ')) {
        continue;
      }
      TextSplit split = TextSplit.of(TextSource.of("text", words), fraction, true);
      String first = text(split.training());
      assertThat(first + text(split.validation())).isEqualTo(words);
      assertThat(first).isIn("one", "one two", "one two three", "one two three\nfour");
      assertThat(first.length()).isGreaterThanOrEqualTo(at);
    }
  }

  @Test
  void refusesEmptyParts() {
    for (double fraction : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> TextSplit.of(TextSource.of("t", "abc"), fraction, false))
          .isInstanceOf(BadInput.class)
          .hasMessage(
              "validation fraction %s, expected a number between 0 and 1, such as 0.1", fraction);
    }
    assertThatThrownBy(() -> TextSplit.of(TextSource.of("t", "abc"), 0.9, false))
        .hasMessageContaining("leaves 0 for training and 3 for validation");
    assertThatThrownBy(() -> TextSplit.of(TextSource.of("t", "abcdef gh ijk"), 0.1, true))
        .hasMessageContaining("leaves 13 for training and 0 for validation");
  }
}
