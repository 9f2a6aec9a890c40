import dev.carousel.data.Examples;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.VariationalDropout;
import dev.carousel.loss.Loss;
import dev.carousel.model.Sequential;
import dev.carousel.optim.Adam;
import dev.carousel.optim.CosineDecay;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Polyphonic music: which of 88 notes sound next, given all that has sounded. Reads the piano rolls
 * of Boulanger-Lewandowski, Bengio and Vincent (2012) as JSON: {"train": [...], "valid": [...],
 * "test": [...]}, a piece being a list of steps and a step the list of its notes 0 to 87.
 */
final int notes = 88;

/** A file, and perhaps epochs, units, and a file for the checkpoint. */
void main(String[] args) throws IOException {
  if (args.length < 1) {
    IO.println("java ... Chorales.java JSB_Chorales.json.gz [epochs] [units] [checkpoint]");
    return;
  }
  int epochs = args.length > 1 ? Integer.parseInt(args[1]) : 90;
  int units = args.length > 2 ? Integer.parseInt(args[2]) : 200;
  JsonNode pieces;
  try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(args[0])))) {
    pieces = JsonMapper.builder().build().readTree(in);
  }

  Sequential model =
      Sequential.of(
              Input.anySequence(notes),
              Lstm.units(units).returnSequences().weightDrop(0.3),
              VariationalDropout.rate(0.4), // a unit is dropped for a whole piece
              Dense.units(notes))
          .compile(new Adam(0.004), Loss.SIGMOID_CROSS_ENTROPY);
  Fit fit =
      Fit.epochs(epochs)
          .batchSize(4)
          .bucketByLength()
          .clipNorm(1)
          .schedule(new CosineDecay())
          .validation(examples(pieces.get("valid")))
          .patience(epochs)
          .listener(new Lines());
  if (args.length > 3) {
    fit = fit.checkpoint(Path.of(args[3]), Duration.ofSeconds(30));
  }
  long start = System.nanoTime();
  History history = model.fit(examples(pieces.get("train")), fit);
  History.Epoch best = history.epochs().get(history.bestEpoch() - 1);
  IO.println(
      "best epoch %d of %d, validation %.3f nats a frame, %.0f s"
          .formatted(
              best.number(),
              history.epochs().size(),
              notes * best.validationLoss(),
              (System.nanoTime() - start) / 1e9));
  double test = model.evaluate(examples(pieces.get("test"))).get("loss");
  IO.println("test %.3f nats a frame".formatted(notes * test));
}

/** Steps but the last are read, steps but the first are to be said; shorter pieces are filled up. */
Examples examples(JsonNode pieces) {
  int longest = 0;
  for (JsonNode piece : pieces) {
    longest = Math.max(longest, piece.size() - 1);
  }
  float[][][] x = new float[pieces.size()][longest][notes];
  float[][][] y = new float[pieces.size()][longest][notes];
  int[] lengths = new int[pieces.size()];
  for (int i = 0; i < pieces.size(); i++) {
    lengths[i] = pieces.get(i).size() - 1;
    for (int t = 0; t < lengths[i]; t++) {
      pieces.get(i).get(t).forEach(sound(x[i][t]));
      pieces.get(i).get(t + 1).forEach(sound(y[i][t]));
    }
  }
  return Examples.of(Tensor.of(x), Tensor.of(y), lengths);
}

Consumer<JsonNode> sound(float[] step) {
  return note -> step[note.intValue()] = 1;
}

/** A line now and then; the loss is a mean over notes, the usual score their sum. */
class Lines implements Fit.Listener {
  public void onEpoch(History.Epoch epoch, boolean best) {
    if (epoch.number() % 10 == 0) {
      IO.println(
          "epoch %d: training %.3f, validation %.3f nats a frame%s"
              .formatted(
                  epoch.number(),
                  notes * epoch.loss(),
                  notes * epoch.validationLoss(),
                  best ? " (best)" : ""));
    }
  }
}
