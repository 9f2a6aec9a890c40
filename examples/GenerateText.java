import dev.carousel.task.text.Sampling;
import dev.carousel.task.text.TextModel;
import dev.carousel.task.text.TextOptions;
import dev.carousel.task.text.TextOptions.CellKind;
import dev.carousel.task.text.TextOptions.Learning;
import dev.carousel.task.text.TextOptions.NetworkOptions;
import dev.carousel.task.text.TextOptions.OptimizerKind;
import dev.carousel.task.text.TextTraining;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.token.Level;

/** Learns a nursery rhyme character by character, in seconds, and writes lines like it. */
public final class GenerateText {
  private static final String RHYME =
      """
      This is the house that Jack built.
      This is the malt that lay in the house that Jack built.
      This is the rat that ate the malt that lay in the house that Jack built.
      This is the cat that chased the rat that ate the malt that lay in the house that Jack built.
      """;

  public static void main(String[] args) {
    TextOptions options =
        new TextOptions(
            Level.CHAR,
            0,
            false,
            new NetworkOptions(CellKind.LSTM, 1, 64, false, 0, 0),
            new Learning(30, 8, 12, 0, OptimizerKind.ADAM, 0.01, 12, 1, 1),
            1);
    TextSource text = TextSource.of("rhyme", RHYME.repeat(30));
    TextTraining training = TextTraining.of(text, TextSource.of("rhyme", RHYME), options);
    TextModel model = training.train(fit -> fit).model();
    System.out.printf(
        "%,d parameters, perplexity %.2f%n",
        model.parameters(), model.evaluate(training.validation(), 1).perplexity());
    model.stream().write(300, Sampling.PLAIN.withTemperature(0.7), 1, System.out::print);
    System.out.println();
  }
}
