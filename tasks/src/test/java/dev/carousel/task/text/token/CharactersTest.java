package dev.carousel.task.text.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.text.OddTexts;
import dev.carousel.task.text.source.TextSource;
import org.junit.jupiter.api.Test;

class CharactersTest {
  private static final int ALL = 1 << 20;

  private static Characters learn(String text, int limit) {
    return Characters.learn(TextSource.of("text", text), limit, false);
  }

  @Test
  void eachCodePointIsAToken() {
    for (String text : OddTexts.all()) {
      Characters characters = learn(text, ALL);
      int[] tokens = characters.encode(text);
      assertThat(tokens).hasSize(text.codePointCount(0, text.length()));
      assertThat(characters.decode(tokens)).isEqualTo(text);
      assertThat(characters.vocabulary()).isEqualTo((int) text.codePoints().distinct().count());
      assertThat(characters.unknown()).isFalse();
    }
  }

  @Test
  void tokensAscendByCodePoint() {
    Characters characters = learn("b𝔘a\nÿ中a", ALL);
    assertThat(characters.alphabet()).isEqualTo("\nabÿ中𝔘");
    assertThat(characters.encode("a𝔘\n")).containsExactly(1, 5, 0);
    assertThat(characters.text(5)).isEqualTo("𝔘");
    assertThat(characters.start()).isZero();
    assertThat(learn("ba", ALL).start()).isZero();
    assertThat(learn("b\n\ta", ALL).start()).isEqualTo(1);
  }

  @Test
  void aLimitKeepsTheMostFrequentAndOfEqualOnesTheFirst() {
    Characters characters = learn("zzyyxxwvvv", 4); // v 3, z 2, y 2, x 2, w 1
    assertThat(characters.alphabet()).isEqualTo("vyz");
    assertThat(characters.unknown()).isTrue();
    assertThat(characters.vocabulary()).isEqualTo(4);
    assertThat(characters.encode("vwzx")).containsExactly(0, 3, 2, 3);
    assertThat(characters.decode(0, 3, 2)).isEqualTo("v<unk>z");
    assertThat(learn("zzyyxxwvvv", 5).unknown()).isFalse();
  }

  @Test
  void unseenCharactersAreNamedAndPassedOver() {
    Characters characters = learn("abc", ALL);
    TokenList tokens = new TokenList();
    Encoder encoder = characters.encoder(tokens);
    "aé😀é\uD800b".codePoints().forEach(encoder);
    encoder.end();
    assertThat(tokens.toArray()).containsExactly(0, 1);
    assertThat(tokens.unseen()).containsExactly("é", "😀", "\uD800");
  }

  @Test
  void leavesOutWhiteSpaceAtTheBeginningOfLines() {
    String text = " a b \n\t c \n\n  \n\u3000d";
    Characters characters = Characters.learn(TextSource.of("text", text), ALL, true);
    assertThat(characters.alphabet()).isEqualTo("\n abcd");
    assertThat(characters.decode(characters.encode(text))).isEqualTo("a b \nc \n\n\nd");
  }

  @Test
  void checksItself() {
    assertThatThrownBy(() -> new Characters("", true, false)).hasMessage("alphabet is empty");
    assertThatThrownBy(() -> new Characters("aba", false, false))
        .hasMessage("alphabet is not in ascending order of code points at U+0061");
    assertThatThrownBy(() -> new Characters("aa", false, false)).hasMessageContaining("U+0061");
    assertThatThrownBy(() -> new Characters("a\uD800", false, false))
        .hasMessage("alphabet holds half a surrogate pair, U+D800");
    Characters characters = new Characters("ab", false, false);
    assertThatThrownBy(() -> characters.decode(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token 2, the vocabulary has 0 to 1");
    assertThatThrownBy(() -> characters.text(-1)).hasMessageContaining("token -1");
    assertThatThrownBy(() -> learn("", ALL)).isInstanceOf(BadInput.class);
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertThat(learn("a\uD800b", ALL).alphabet()).isEqualTo("ab\uFFFD");
  }
}
