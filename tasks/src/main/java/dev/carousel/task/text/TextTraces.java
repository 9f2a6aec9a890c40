package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.task.inspect.Inspection;
import dev.carousel.task.inspect.TracedSequence;
import dev.carousel.task.text.token.Tokenizer;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** What the recurrent layers of a language model do while it reads the end of a text. */
public final class TextTraces {
  private TextTraces() {}

  /**
   * Traces the last tokens of a text, read as one sequence that begins without a past.
   *
   * @param windows how many tokens: that many times the steps of the training's windows
   * @throws BadInput if the text is shorter
   */
  public static Inspection of(TextModel model, Corpus corpus, int windows) {
    long steps = (long) windows * model.window();
    if (steps > corpus.tokens().size()) {
      throw new BadInput(
          "%d windows of %d tokens need %d tokens, the text has %d; ask for fewer windows or give"
              + " more text",
          windows, model.window(), steps, corpus.size());
    }
    float[] tokens = new float[(int) steps];
    corpus.tokens().read(corpus.tokens().size() - steps, tokens.length, tokens, 0);
    Tokenizer tokenizer = model.tokenizer();
    List<String> shown = new ArrayList<>();
    for (float token : tokens) {
      shown.add(tokenizer.text((int) token));
    }
    return Inspection.of(
        model.network(),
        Tensor.of(tokens, 1, tokens.length),
        "sequence",
        "token",
        List.of(new TracedSequence("the last %d tokens".formatted(tokens.length), shown)));
  }
}
