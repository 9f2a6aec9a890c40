package dev.carousel.task.text.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.text.OddTexts;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.source.WhiteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Pattern WHITE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS); // another definition of it

  private static Words learn(String text, int limit) {
    return Words.learn(TextSource.of("text", text), limit);
  }

  @Test
  void whiteSpaceIsThatOfUnicode() {
    List<Integer> wrong = new ArrayList<>();
    for (int c = 0; c <= 0x1FFFF; c++) {
      if (WhiteSpace.is(c) != WHITE.matcher(Character.toString(c)).matches()) {
        wrong.add(c);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void ordersByFrequencyThenFirstOccurrence() {
    Words words = learn("b a c\n a c d <unk> <unk>\n", 100);
    assertThat(words.words()).containsExactly("<unk>", "<eos>", "a", "c", "b", "d");
    assertThat(words.encode("a z d\n<eos>")).containsExactly(2, 0, 5, 1, 1);
    assertThat(learn("b a c\n a c d", 4).words()).containsExactly("<unk>", "<eos>", "a", "c");
    assertThat(words.start()).isEqualTo(1);
  }

  @Test
  void splitsAsThePennTreebankIsSplit() {
    String text = " no it was n't <unk> \n but \t N \n";
    Words words = learn(text, 100);
    int[] tokens = words.encode(text);
    assertThat(Arrays.stream(tokens).mapToObj(words::text))
        .containsExactly("no", "it", "was", "n't", "<unk>", "<eos>", "but", "N", "<eos>");
    assertThat(words.decode(tokens)).isEqualTo("no it was n't <unk>\nbut N\n");
  }

  @Test
  void oddTextsComeBackWithSingleSpaces() {
    for (String text : OddTexts.all()) {
      if (WHITE.matcher(text).replaceAll("").isEmpty() || text.length() > 4000) {
        continue;
      }
      Words words = new Words(wordsOf(text));
      StringBuilder expected = new StringBuilder();
      for (String line : text.split("(?<=\n)", -1)) {
        expected.append(WHITE.matcher(line).replaceAll(" ").strip());
        expected.append(line.endsWith("\n") ? "\n" : "");
      }
      String decoded = words.decode(words.encode(text));
      // the word <eos> is a newline, after which no space is
      assertThat(decoded.replace("\n", " ").split(" +"))
          .isEqualTo(
              expected
                  .toString()
                  .replaceAll("(?<![^\\s])<eos>(?![^\\s])", " ")
                  .replace("\n", " ")
                  .split(" +"));
    }
  }

  private static List<String> wordsOf(String text) {
    return learn(text + " filler", 1 << 20).words();
  }

  @Test
  void ofAVeryLongWordOnlyTheBeginningCounts() {
    String same = "𝔘".repeat(WordSplitter.LONGEST);
    Words words = learn(same + "x".repeat(100_000) + " y", 100);
    assertThat(words.words()).containsExactly("<unk>", "<eos>", same, "y");
    assertThat(words.encode(same + "other y")).containsExactly(2, 3);
  }

  @Test
  void unknownWordsAreNamed() {
    TokenList tokens = new TokenList();
    Encoder encoder = learn("a b", 100).encoder(tokens);
    "a 中文 b 中文 <unk>".codePoints().forEach(encoder);
    encoder.end();
    assertThat(tokens.toArray()).containsExactly(2, 0, 3, 0, 0);
    assertThat(tokens.unseen()).containsExactly("中文");
  }

  @Test
  void checksItself() {
    assertThatThrownBy(() -> new Words(List.of("a", "b")))
        .hasMessage("words do not begin with <unk> and <eos>");
    assertThatThrownBy(() -> new Words(List.of("<unk>", "<eos>", "a", "a")))
        .hasMessage("word 'a' is there twice");
    assertThatThrownBy(() -> new Words(List.of("<unk>", "<eos>", "a b")))
        .hasMessage("word 'a b' is empty or holds white space");
    assertThatThrownBy(() -> learn(" \n ", 10))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no words to learn from");
  }
}
