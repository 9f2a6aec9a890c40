package dev.carousel.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TextScoreTest {
  private static final TokenSequence FIVE = TokenSequence.of(0, 1, 2, 1, 2);

  @Test
  void isTheMeanOverTheTokens() {
    TextScore characters = TextScore.of(new Corpus(FIVE, 4, 1), 4 * StrictMath.log(8));
    assertThat(characters.nats()).isCloseTo(2.0794415416798357, within(1e-15));
    assertThat(characters.perplexity()).isCloseTo(8, within(1e-14));
    assertThat(characters.bitsPerCharacter()).isCloseTo(3, within(1e-15));
    TextScore subwords = TextScore.of(new Corpus(FIVE, 10, 0), 4 * StrictMath.log(8));
    assertThat(subwords.nats()).isEqualTo(characters.nats());
    assertThat(subwords.bitsPerCharacter()).isCloseTo(1.2, within(1e-15));
  }

  @Test
  void hasTheFieldsOfTheCommand() {
    JsonMapper json = new JsonMapper();
    assertThat(json.writeValueAsString(new TextScore(1.52, 4.57, 2.19, 111_540, 0)))
        .isEqualTo(
            "{\"nats\":1.52,\"perplexity\":4.57,\"bits_per_char\":2.19,\"tokens\":111540,\"oov\":0}");
    assertThat(json.writeValueAsString(TextScore.of(new Corpus(FIVE, 0, 3), 0)))
        .isEqualTo(
            "{\"nats\":0.0,\"perplexity\":1.0,\"bits_per_char\":null,\"tokens\":4,\"oov\":3}");
  }
}
