package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What goes to a terminal as it is, and what does not. */
class HarmlessTest {
  @Test
  void whatDrivesATerminalIsReplaced() {
    assertThat(Harmless.text("a\u001B[31mb\u0007\rc\u009Bd"))
        .isEqualTo("a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd");
    assertThat(Harmless.text("\u202Eabc\u2066\u2028")).isEqualTo("\uFFFDabc\uFFFD\uFFFD");
  }

  @Test
  void textStays() {
    String text = "tab\t, line\n, é e\u0301, 猫, \uD83D\uDC69\u200D\uD83D\uDC67, non\u00A0breaking";
    assertThat(Harmless.text(text)).isEqualTo(text);
  }
}
