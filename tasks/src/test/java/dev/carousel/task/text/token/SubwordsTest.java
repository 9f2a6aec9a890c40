package dev.carousel.task.text.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.task.text.OddTexts;
import dev.carousel.task.text.source.TextSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubwordsTest {
  private static final String ENGLISH =
      "the cat sat on the mat, the rat sat on the cat: that's that. 1234 1233\n".repeat(3)
          + "Satellites scatter; the batter matters, chatter flatters.\n\n";

  private static Subwords learn(String text, int vocabulary) {
    return Subwords.learn(TextSource.of("text", text), vocabulary);
  }

  @Test
  void anyTextComesBack() {
    Subwords english = learn(ENGLISH, 560);
    Subwords odd = learn(OddTexts.random(77, 2000), 700);
    assertThat(odd.merges()).hasSizeGreaterThan(50);
    for (String text : OddTexts.all()) {
      assertThat(english.decode(english.encode(text))).isEqualTo(text);
      assertThat(odd.decode(odd.encode(text))).isEqualTo(text);
    }
    assertThat(english.decode(english.encode("a\uD800b"))).isEqualTo("a\uFFFDb");
  }

  @Test
  void learnsAndEncodesLikeTheReference() {
    List<String> texts =
        new ArrayList<>(List.of(ENGLISH, "aaaa aaaaa aaa aaaaaaa baaab", "ababab"));
    for (int seed = 1; seed <= 12; seed++) {
      texts.add(OddTexts.random(seed, 60 * seed));
    }
    for (String text : texts) {
      Subwords learnt = learn(text, 600);
      NaiveBytePairs naive = new NaiveBytePairs(learnt.alphabet());
      assertThat(learnt.merges()).isEqualTo(naive.learn(text, 600));
      String other = OddTexts.random(99, 200) + ENGLISH;
      assertThat(learnt.encode(other)).isEqualTo(naive.encode(other));
    }
  }

  @Test
  void mergesTheMostFrequentPairFirst() {
    Subwords subwords = learn("ab ab ab abc abc cd cd", 600);
    int a = Subwords.BYTES + 1; // after the space
    assertThat(subwords.alphabet()).isEqualTo(" abcd");
    assertThat(subwords.merges().get(0)).isEqualTo(new Merge(a, a + 1)); // ab 5
    assertThat(subwords.text(Subwords.BYTES + 5)).isEqualTo("ab");
    assertThat(subwords.merges().get(1)).isEqualTo(new Merge(Subwords.BYTES, Subwords.BYTES + 5));
    assertThat(subwords.encode(" ab")).hasSize(1);
    assertThat(subwords.text(subwords.vocabulary() - 1)).isNotEqualTo("ab");
  }

  @Test
  void chunksKeepWordsWithTheSpaceBefore() {
    List<String> chunks = new ArrayList<>();
    ChunkSplitter splitter = new ChunkSplitter(chunks::add);
    "The next,  don't\n\n12% é中文。e\u0301 \n".codePoints().forEach(splitter);
    splitter.end();
    assertThat(chunks)
        .containsExactly(
            "The", " next", ",", " ", " don't", "\n\n", "12", "%", " é中文", "。", "e\u0301", " \n");
  }

  @Test
  void charactersThatAreNotInTheAlphabetAreBytes() {
    Subwords subwords = learn("abc", 512);
    assertThat(subwords.encode("aé中")).containsExactly(257 - 1, 0xC3, 0xA9, 0xE4, 0xB8, 0xAD);
    assertThat(subwords.text(0xE4)).isEqualTo("<0xE4>");
    assertThat(subwords.start()).isEqualTo('\n');
    assertThat(learn("abc\n", 512).start()).isEqualTo(256);
  }

  @Test
  void decodesOnlyWholeCharacters() {
    Decoder decoder = learn("abc", 512).decoder();
    assertThat(decoder.next(0xF0)).isEmpty();
    assertThat(decoder.next(0x9F)).isEmpty();
    assertThat(decoder.next(0x98)).isEmpty();
    assertThat(decoder.next(0x80)).isEqualTo("😀");
    assertThat(decoder.next(0xE4)).isEmpty();
    assertThat(decoder.next(256)).isEqualTo("\uFFFDa");
    assertThat(decoder.next(0xFF)).isEqualTo("\uFFFD");
    assertThat(decoder.next(0xE4)).isEmpty();
    assertThat(decoder.next(0xB8)).isEmpty();
    assertThat(decoder.end()).isEqualTo("\uFFFD");
    assertThat(decoder.end()).isEmpty();
    assertThat(decoder.next(257)).isEqualTo("b");
  }

  @Test
  void theAlphabetTakesHalfAtMost() {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < 400; c++) {
      text.appendCodePoint(0x4E00 + c).append("中中文".repeat(2));
    }
    Subwords subwords = learn(text.toString(), 512);
    assertThat(subwords.alphabet().codePoints().count()).isEqualTo(128);
    assertThat(subwords.alphabet()).contains("中", "文");
    assertThat(subwords.vocabulary()).isLessThanOrEqualTo(512);
    assertThat(subwords.decode(subwords.encode(text.toString()))).isEqualTo(text.toString());
  }

  @Test
  void checksItself() {
    assertThatThrownBy(() -> new Subwords("ab", List.of(new Merge(256, 258))))
        .hasMessageContaining("merge 0 is of Merge[left=256, right=258]");
    assertThatThrownBy(() -> new Subwords("ab", List.of(new Merge(255, 256))))
        .hasMessageContaining("merge 0");
    List<Merge> doubling = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      doubling.add(new Merge(256 + i, 256 + i));
    }
    assertThatThrownBy(() -> new Subwords("a", doubling))
        .hasMessage("merge 6 has 128 characters, expected at most 65");
    assertThatThrownBy(() -> learn("abc", 511)).hasMessageContaining("at least 512");
  }
}
