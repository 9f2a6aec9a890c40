package dev.carousel.task.text.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.text.OddTexts;
import dev.carousel.task.text.source.TextSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tokenizers as they are kept in model files. */
class TokenizerJsonTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final String TEXT =
      "a\0\uD834\uDD18 \"quoted\\ é the then\n" + OddTexts.random(5, 300);

  @Test
  void everyLevelComesBackFromJson() {
    for (Level level : Level.values()) {
      Tokenizer tokenizer =
          TokenizerOptions.of(level)
              .withVocabulary(level == Level.CHAR ? 20 : 600)
              .learn(TextSource.of("text", TEXT));
      String json = JSON.writeValueAsString(tokenizer);
      Tokenizer back = JSON.readValue(json, Tokenizer.class);
      assertThat(json).contains("\"level\":\"" + level.name().toLowerCase(java.util.Locale.ROOT));
      assertThat(back).isEqualTo(tokenizer);
      assertThat(back.encode(TEXT)).isEqualTo(tokenizer.encode(TEXT));
    }
  }

  @Test
  void writesThisForm() {
    assertThat(JSON.readTree(JSON.writeValueAsString(new Characters("\nab", true, false))))
        .isEqualTo(
            JSON.readTree(
                "{\"level\":\"char\",\"alphabet\":\"\\nab\",\"unknown\":true,\"stripLeading\":false}"));
    assertThat(JSON.readTree(JSON.writeValueAsString(new Words(List.of("<unk>", "<eos>", "a")))))
        .isEqualTo(JSON.readTree("{\"level\":\"word\",\"words\":[\"<unk>\",\"<eos>\",\"a\"]}"));
    Subwords subwords = new Subwords("ab", List.of(new Merge(256, 257)));
    assertThat(JSON.readTree(JSON.writeValueAsString(subwords)))
        .isEqualTo(
            JSON.readTree(
                "{\"level\":\"subword\",\"alphabet\":\"ab\",\"merges\":[{\"left\":256,\"right\":257}]}"));
  }

  @Test
  void refusesDamage() {
    for (String damaged :
        List.of(
            "{\"level\":\"char\",\"unknown\":true,\"stripLeading\":false}",
            "{\"level\":\"char\",\"alphabet\":\"ba\",\"unknown\":true,\"stripLeading\":false}",
            "{\"level\":\"char\",\"alphabet\":\"ab\",\"unknown\":null,\"stripLeading\":false}",
            "{\"level\":\"word\"}",
            "{\"level\":\"word\",\"words\":[\"<unk>\",\"<eos>\",null]}",
            "{\"level\":\"word\",\"words\":[\"<eos>\",\"<unk>\"]}",
            "{\"level\":\"subword\",\"alphabet\":\"ab\"}",
            "{\"level\":\"subword\",\"alphabet\":\"ab\",\"merges\":[null]}",
            "{\"level\":\"subword\",\"alphabet\":\"ab\",\"merges\":[{\"left\":-1,\"right\":256}]}",
            "{\"level\":\"syllable\"}",
            "{\"level\":\"char\",\"alphabet\":\"ab\",\"unknown\":true,\"other\":1}",
            "{}")) {
      assertThatThrownBy(() -> JSON.readValue(damaged, Tokenizer.class))
          .as(damaged)
          .isInstanceOf(JacksonException.class);
    }
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> TokenizerOptions.of(Level.SUBWORD).withVocabulary(300))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "--vocabulary 300: for the level subword expected a whole number from 512 to 16777216");
    assertThatThrownBy(() -> new TokenizerOptions(Level.WORD, null, true))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("level char only");
    Tokenizer tokenizer = TokenizerOptions.of(Level.SUBWORD).learn(TextSource.of("t", TEXT));
    assertThat(tokenizer.vocabulary()).isBetween(280, TokenizerOptions.SUBWORDS);
  }
}
