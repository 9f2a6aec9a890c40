package dev.carousel.cli;

import dev.carousel.BadInput;
import dev.carousel.task.distribution.Likelihood;
import dev.carousel.task.panel.ModelOptions;
import dev.carousel.task.panel.ModelOptions.Attention;
import dev.carousel.task.panel.ModelOptions.ModelType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which kind of model for many series. */
final class ModelFlags {
  private static final String AUTO = "auto";
  private static final Duration USUAL_BUDGET = Duration.ofMinutes(5);

  @Option(
      names = "--model-type",
      paramLabel = "direct|encoder-decoder|deepar|es-rnn|auto",
      description =
          "The kind of model for many series: all steps at once, a decoder with attention, the"
              + " distribution of the next step, from which paths are drawn, smoothing of each series"
              + " learnt with a dilated network, or which of them is best on validation time"
              + " (default: direct).")
  private @Nullable String type;

  @Option(
      names = "--attention",
      paramLabel = "bahdanau|luong",
      description = "Of an encoder-decoder: before its steps (default), or after them.")
  private @Nullable Attention attention;

  @Option(
      names = "--distribution",
      paramLabel = "gaussian|student-t|negative-binomial",
      description = "Of a step of deepar (default: student-t); negative-binomial is of counts.")
  private @Nullable Likelihood distribution;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Paths that deepar draws to forecast (default: 100).")
  private @Nullable Integer samples;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = Timespan.class,
      description = "Time for --model-type auto to try kinds and train the best (default: 5m).")
  private @Nullable Duration budget;

  /** Whether the kind is to be found. */
  boolean auto() {
    return AUTO.equals(type);
  }

  /** Time to find it. */
  Duration budget() {
    return budget == null ? USUAL_BUDGET : budget;
  }

  /** What there is to say of a search; empty if there is none. */
  String search() {
    return auto() ? AUTO + budget() : "";
  }

  /**
   * The kind.
   *
   * @throws BadInput if something is asked for that the kind has not
   */
  ModelOptions options() {
    ModelType kind = type == null || auto() ? ModelType.DIRECT : ModelType.of(type);
    if (budget != null && !auto()) {
      throw new BadInput("--budget is of --model-type auto: leave it out, or give that type");
    }
    only(kind, ModelType.ENCODER_DECODER, "--attention", attention);
    only(kind, ModelType.DEEPAR, "--distribution", distribution);
    only(kind, ModelType.DEEPAR, "--samples", samples);
    ModelOptions options = ModelOptions.of(kind);
    options = attention == null ? options : options.withAttention(attention);
    options = distribution == null ? options : options.withDistribution(distribution);
    return samples == null ? options : options.withSamples(samples);
  }

  private void only(ModelType kind, ModelType has, String option, @Nullable Object value) {
    if (value != null && kind != has) {
      throw new BadInput(
          "%s is of --model-type %s, the type is %s: leave it out, or give that type",
          option, has, type == null ? kind : type);
    }
  }
}
