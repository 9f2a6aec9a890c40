package dev.carousel.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.random.Randomness;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.token.Characters;
import dev.carousel.task.text.token.Level;
import dev.carousel.task.text.token.Tokenizer;
import dev.carousel.task.text.token.TokenizerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static int[] tokens(TokenSequence sequence) {
    int[] tokens = new int[(int) sequence.size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = sequence.at(i);
    }
    return tokens;
  }

  /** Streamed or at once, the tokens are the same; before them stands the start. */
  @Test
  void streamsWhatEncodingGives() {
    TextSource learnt = TextSource.of("learnt", OddTexts.random(1, 3000));
    for (Level level : Level.values()) {
      Tokenizer tokenizer = TokenizerOptions.of(level).learn(learnt);
      for (int seed = 2; seed < 8; seed++) {
        String text = OddTexts.random(seed, 100 * seed);
        int[] expected = tokenizer.encode(text);
        Corpus corpus = Corpus.of(TextSource.of("text", text), tokenizer);
        assertThat(corpus.size()).isEqualTo(expected.length);
        assertThat(corpus.tokens().at(0)).isEqualTo(tokenizer.start());
        int[] all = tokens(corpus.tokens());
        assertThat(java.util.Arrays.copyOfRange(all, 1, all.length)).isEqualTo(expected);
        long codePoints = text.codePointCount(0, text.length());
        assertThat(corpus.characters()).isEqualTo(level == Level.WORD ? 0 : codePoints);
      }
    }
  }

  @Test
  void countsWhatIsUnseen() {
    Characters few = new Characters("ab", false, false);
    Corpus corpus = Corpus.of(TextSource.of("text", "abcacd"), few);
    assertThat(tokens(corpus.tokens())).containsExactly(0, 0, 1, 0);
    assertThat(corpus)
        .extracting(Corpus::size, Corpus::characters, Corpus::unseen)
        .containsExactly(3L, 3L, 3L);
    Characters unknown = new Characters("ab", true, false);
    corpus = Corpus.of(TextSource.of("text", "abcacd"), unknown);
    assertThat(tokens(corpus.tokens())).containsExactly(0, 0, 1, 2, 0, 2, 2);
    assertThat(corpus.unseen()).isEqualTo(3);
    assertThatThrownBy(() -> Corpus.of(TextSource.of("FILE", "xyz"), few))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("FILE: none of its 3 characters became a token");
  }

  /** Both widths, in memory and in a file, up to the largest token, and nothing left behind. */
  @Test
  void keepsTokensInMemoryOrInAFile() throws IOException {
    long before = temporaryFiles();
    for (int vocabulary : new int[] {2, 1 << 16, (1 << 16) + 1, 1 << 24}) {
      for (int n : new int[] {0, 1, 1000, 1 << 15, (1 << 15) + 1, 50_003}) {
        for (int inMemory : new int[] {0, 1 << 16, 1 << 24}) {
          check(vocabulary, n, inMemory);
        }
      }
    }
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  private static void check(int vocabulary, int n, int inMemory) {
    Randomness randomness = new Randomness(vocabulary, n);
    int[] expected = new int[n];
    TokenSequence sequence;
    try (TokenSpool spool = new TokenSpool(vocabulary, inMemory)) {
      for (int i = 0; i < n; i++) {
        double u = randomness.uniformDouble(i);
        expected[i] = i == n / 2 ? vocabulary - 1 : (int) (u * vocabulary);
        spool.token(expected[i]);
      }
      sequence = spool.finish();
    }
    assertThat(sequence.size()).isEqualTo(n);
    assertThat(tokens(sequence)).isEqualTo(expected);
    float[] floats = new float[n + 2];
    sequence.read(n / 3, n - n / 3, floats, 2);
    int wrong = 0;
    for (int i = n / 3; i < n; i++) {
      wrong += floats[2 + i - n / 3] == expected[i] ? 0 : 1;
    }
    assertThat(wrong).isZero();
    assertThatThrownBy(() -> sequence.read(n, 1, floats, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("carousel-tokens-")).count();
    }
  }
}
