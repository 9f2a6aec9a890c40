package dev.carousel.task.text.token;

import dev.carousel.BadInput;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.source.WhiteSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words between white space; a newline is the word {@value #END}, as with the Penn Treebank. A word
 * that is not in the list becomes {@value #UNKNOWN}; so does a word that is written so. Of a word
 * longer than {@link WordSplitter#LONGEST} code points only so many count. Decoded text has single
 * spaces between words and none at the ends of lines.
 *
 * @param words by token: {@value #UNKNOWN}, {@value #END}, then the others by falling frequency, of
 *     equal ones the first seen first
 */
public record Words(List<String> words) implements Tokenizer {
  /** Token 0, any word that is not in the list. Untrained if training text has none. */
  public static final String UNKNOWN = "<unk>";

  /** Token 1, the end of a line. */
  public static final String END = "<eos>";

  private static final int END_TOKEN = 1;

  public Words {
    words = List.copyOf(words);
    Check.require(
        words.size() >= 2 && words.get(0).equals(UNKNOWN) && words.get(END_TOKEN).equals(END),
        "words do not begin with %s and %s",
        UNKNOWN,
        END);
    Set<String> seen = new HashSet<>();
    for (String word : words) {
      Check.require(
          !word.isEmpty() && word.codePoints().noneMatch(WhiteSpace::is),
          "word '%s' is empty or holds white space",
          word);
      Check.require(seen.add(word), "word '%s' is there twice", word);
    }
  }

  /**
   * Learns the words of a text.
   *
   * @param limit most tokens, the two special ones included; the words beyond it become {@value
   *     #UNKNOWN}
   * @throws BadInput if the text cannot be read, or has no words
   */
  public static Words learn(TextSource text, int limit) {
    Check.require(limit >= 3, "a vocabulary of %d words, expected at least 3", limit);
    Counts<String> counts = new Counts<>();
    WordSplitter splitter = new WordSplitter(word -> counts.add(word, 1));
    text.read(splitter);
    splitter.end();
    counts.remove(UNKNOWN);
    counts.remove(END);
    if (counts.size() == 0) {
      throw new BadInput(
          "%s: no words to learn from, only white space; give another text", text.name());
    }
    List<String> words = new ArrayList<>(List.of(UNKNOWN, END));
    words.addAll(counts.ranked(limit - 2));
    return new Words(words);
  }

  @Override
  public int vocabulary() {
    return words.size();
  }

  @Override
  public String text(int token) {
    Check.token(token, words.size());
    return words.get(token);
  }

  @Override
  public int start() {
    return END_TOKEN;
  }

  @Override
  public Encoder encoder(TokenSink to) {
    Map<String, Integer> tokens = HashMap.newHashMap(words.size());
    for (int i = 0; i < words.size(); i++) {
      tokens.put(words.get(i), i);
    }
    return new WordSplitter(word -> {
      Integer token = tokens.get(word);
      if (token == null) {
        to.unseen(word);
      }
      to.token(token == null ? 0 : token);
    });
  }

  @Override
  public Decoder decoder() {
    return new Decoder() {
      private boolean inLine;

      @Override
      public String next(int token) {
        String text = token == END_TOKEN ? "\n" : (inLine ? " " : "") + text(token);
        inLine = token != END_TOKEN;
        return text;
      }

      @Override
      public String end() {
        return "";
      }
    };
  }
}
