package dev.carousel.task.text.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** The tokens of a short text, such as a prompt, and what of it the vocabulary does not have. */
public final class TokenList implements TokenSink {
  private int[] tokens = new int[16];
  private int size;
  private final LinkedHashSet<String> unseen = new LinkedHashSet<>();

  @Override
  public void token(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
    }
    tokens[size++] = token;
  }

  @Override
  public void unseen(String text) {
    unseen.add(text);
  }

  /** The tokens. */
  public int[] toArray() {
    return Arrays.copyOf(tokens, size);
  }

  /** What is not in the vocabulary, each piece once, in order. */
  public List<String> unseen() {
    return new ArrayList<>(unseen);
  }
}
