package dev.carousel.task.text;

import dev.carousel.random.Randomness;
import java.util.ArrayList;
import java.util.List;

/** Texts that break what is written for plain ones. */
public final class OddTexts {
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "the",
          " the",
          "  ",
          " ",
          "\n",
          "\n\n",
          "\t",
          "\r",
          "\0",
          "'",
          "12",
          "3.5",
          "é",
          "e\u0301",
          "n\u0303\u0327",
          "ß",
          "中文",
          "。",
          "\u3000",
          "\u00a0",
          "😀",
          "👩‍👩‍👧",
          "\uFEFF",
          "<unk>",
          "<eos>",
          "\u200b",
          "\uFFFD",
          "\u2028",
          "א",
          "𝔘");

  private OddTexts() {}

  /** Some by hand, and others put together at random. */
  public static List<String> all() {
    List<String> texts = new ArrayList<>();
    texts.addAll(
        List.of(
            "a",
            "\n",
            "\n\n\n",
            " ",
            "  leading and trailing  \n \n",
            "no newline at the end",
            "中文没有空格。中文没有空格，也没有词。\n",
            "cafe\u0301 café naïve n\u0303\u0327\n",
            "😀😀 👩‍👩‍👧 𝔘nicode\n",
            "nul \0 in \0\0 it\n",
            "x".repeat(5000) + " y",
            " ".repeat(300) + "z",
            "𝔘".repeat(200)));
    for (int seed = 1; seed <= 40; seed++) {
      texts.add(random(seed, 10 * seed));
    }
    return texts;
  }

  /** Pieces drawn at random. */
  public static String random(long seed, int pieces) {
    Randomness randomness = new Randomness(seed, 5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get((int) (randomness.uniformDouble(i) * PIECES.size())));
    }
    return text.toString();
  }
}
