package dev.carousel.task.text.token;

import dev.carousel.BadInput;
import dev.carousel.task.text.source.TextSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Pieces of words by byte-pair encoding (Sennrich, Haddow, Birch 2016, "Neural machine translation
 * of rare words with subword units"), over characters. The tokens are the 256 bytes, then the
 * characters of the alphabet, then one for each merge. A character that is not in the alphabet is
 * written as the bytes of its UTF-8, so that any text comes back as it was, spaces and all, and
 * nothing is unknown. (Half a surrogate pair, which no text has, becomes U+FFFD.) Merges happen
 * within the chunks of {@link ChunkSplitter}, in their order here, each from left to right.
 *
 * @param alphabet characters, ascending
 * @param merges the i-th makes token {@code 256 + characters + i}
 */
public record Subwords(String alphabet, List<Merge> merges) implements Tokenizer {
  /** Tokens that are bytes. */
  static final int BYTES = 256;

  /** Smallest vocabulary that is learnt. */
  public static final int LEAST = 512;

  private static final int LONGEST = ChunkSplitter.LONGEST + 1; // with a space before it

  public Subwords {
    Objects.requireNonNull(alphabet, "alphabet is missing");
    merges = List.copyOf(merges);
    int first = BYTES + new Alphabet(alphabet).size();
    int[] lengths = new int[first + merges.size()];
    Arrays.fill(lengths, 0, first, 1);
    for (int i = 0; i < merges.size(); i++) {
      Merge merge = merges.get(i);
      boolean fits = isMerged(merge.left(), first + i) && isMerged(merge.right(), first + i);
      Check.require(fits, "merge %d is of %s, expected characters and merges before it", i, merge);
      lengths[first + i] = lengths[merge.left()] + lengths[merge.right()];
      Check.require(
          lengths[first + i] <= LONGEST,
          "merge %d has %d characters, expected at most %d",
          i,
          lengths[first + i],
          LONGEST);
    }
  }

  private static boolean isMerged(int token, int next) {
    return token >= BYTES && token < next;
  }

  /**
   * Learns from a text. Half of what the bytes leave goes to the most frequent characters at most
   * (of equal ones the first), the rest to merges: always of the most frequent pair, of equal ones
   * that with the smallest tokens, as long as one occurs twice.
   *
   * @param vocabulary most tokens, at least {@value #LEAST}
   * @throws BadInput if the text cannot be read, or holds nothing
   */
  public static Subwords learn(TextSource text, int vocabulary) {
    Check.require(
        vocabulary >= LEAST,
        "a vocabulary of %d subwords, expected at least %d",
        vocabulary,
        LEAST);
    Counts<String> chunks = new Counts<>();
    ChunkSplitter splitter = new ChunkSplitter(chunk -> chunks.add(chunk, 1));
    text.read(splitter);
    splitter.end();
    Counts<Integer> characters = new Counts<>();
    chunks
        .inOrder()
        .forEach((chunk, n) -> chunk.codePoints().forEach(c -> characters.add(c, n[0])));
    if (characters.size() == 0) {
      throw new BadInput("%s: nothing to learn from; give a longer text", text.name());
    }
    String alphabet = Alphabet.sorted(characters.ranked((vocabulary - BYTES) / 2));
    Subwords unmerged = new Subwords(alphabet, List.of());
    return new Subwords(alphabet, unmerged.learnMerges(chunks.inOrder(), vocabulary));
  }

  private List<Merge> learnMerges(Map<String, long[]> chunks, int vocabulary) {
    Alphabet known = new Alphabet(alphabet);
    List<int[]> sequences = new ArrayList<>(chunks.size());
    chunks.keySet().forEach(chunk -> sequences.add(symbols(known, chunk)));
    long[] counts = chunks.values().stream().mapToLong(n -> n[0]).toArray();
    return new MergeLearning(sequences, counts, vocabulary()).run(vocabulary - vocabulary());
  }

  /** The characters of a chunk as tokens, bytes where the alphabet does not have them. */
  static int[] symbols(Alphabet known, String chunk) {
    TokenList tokens = new TokenList();
    chunk
        .codePoints()
        .map(c -> Alphabet.isSurrogate(c) ? 0xFFFD : c)
        .forEachOrdered(c -> {
          int index = known.indexOf(c);
          if (index >= 0) {
            tokens.token(BYTES + index);
          } else {
            for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
              tokens.token(b & 0xFF);
            }
          }
        });
    return tokens.toArray();
  }

  @Override
  public int vocabulary() {
    return BYTES + alphabet.codePointCount(0, alphabet.length()) + merges.size();
  }

  @Override
  public String text(int token) {
    Check.token(token, vocabulary());
    return token < BYTES
        ? String.format(Locale.ROOT, "<0x%02X>", token)
        : text(new Alphabet(alphabet), token);
  }

  private String text(Alphabet known, int token) {
    int merge = token - BYTES - known.size();
    return merge < 0
        ? known.text(token - BYTES)
        : text(known, merges.get(merge).left()) + text(known, merges.get(merge).right());
  }

  /** The texts of all tokens that are not bytes, from token 256 on. */
  String[] texts() {
    Alphabet known = new Alphabet(alphabet);
    String[] texts = new String[known.size() + merges.size()];
    for (int i = 0; i < texts.length; i++) {
      Merge merge = i < known.size() ? null : merges.get(i - known.size());
      texts[i] =
          merge == null
              ? known.text(i)
              : texts[merge.left() - BYTES] + texts[merge.right() - BYTES];
    }
    return texts;
  }

  /** The newline, or the byte that stands for it. */
  @Override
  public int start() {
    int index = new Alphabet(alphabet).indexOf('\n');
    return index < 0 ? '\n' : BYTES + index;
  }

  @Override
  public Encoder encoder(TokenSink to) {
    return new ChunkSplitter(new ChunkEncoder(this, to));
  }

  @Override
  public Decoder decoder() {
    return new SubwordDecoder(texts());
  }
}
