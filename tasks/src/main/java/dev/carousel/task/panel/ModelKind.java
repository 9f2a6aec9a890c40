package dev.carousel.task.panel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.loss.Objective;
import dev.carousel.network.Network;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelOptions.LossKind;
import dev.carousel.task.panel.PanelOptions.NetworkOptions;
import dev.carousel.task.series.SeriesSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of global model: its network, what that learns from, and how it forecasts. A record of
 * what a model file has to keep of the kind, beside {@link PanelSpec}; a file that names none holds
 * a {@link DirectKind}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DirectKind.class, name = "direct"),
  @JsonSubTypes.Type(value = EncoderDecoderKind.class, name = "encoder-decoder"),
  @JsonSubTypes.Type(value = DeepArKind.class, name = "deepar"),
  @JsonSubTypes.Type(value = EsRnnKind.class, name = "es-rnn")
})
interface ModelKind {
  /** The kind that is asked for. */
  static ModelKind of(PanelSpec spec, PanelOptions options, SeriesSet set) {
    ModelOptions model = options.network().model();
    Covariates covariates = spec.source().covariates();
    if (model.type() == ModelType.ES_RNN && !covariates.equals(Covariates.NONE)) {
      throw new BadInput(
          "--past, --known, --static and --holidays: --model-type es-rnn knows the series alone;"
              + " leave them out, or take direct, encoder-decoder or, without --past, deepar");
    }
    if (model.type() == ModelType.DEEPAR && !covariates.past().isEmpty()) {
      throw new BadInput(
          "--past: --model-type deepar goes on from step to step, where columns of the past are not"
              + " known; leave them out, or take direct or encoder-decoder");
    }
    return switch (model.type()) {
      case DIRECT -> new DirectKind();
      case ENCODER_DECODER -> new EncoderDecoderKind(model.attention());
      case DEEPAR -> DeepArKind.of(spec, options);
      case ES_RNN -> EsRnnKind.of(spec, set);
    };
  }

  /**
   * Refuses series that it cannot be of.
   *
   * @throws BadInput with the place and the cure
   */
  default void check(SeriesSet set) {}

  /** The network as it is trained, with its first weights. */
  Network toTrain(PanelSpec spec, NetworkOptions options, long seed);

  /** What it learns from: windows that end at the origins, at most so many. */
  Examples examples(
      PanelSpec spec, List<PreparedSeries> series, LossKind loss, int most, Origins origins);

  /** Examples for a network of so many outputs. */
  static Examples repeated(Examples examples, int members) {
    List<Examples> inputs = examples.inputParts();
    return members == 1 && inputs.size() == 1
        ? examples
        : Examples.joined(inputs, Collections.nCopies(members, examples));
  }

  /** Examples of a batch, of which so many windows are wished for. */
  default int batchSize(int windows) {
    return windows;
  }

  /** What it minimises. */
  Objective objective(PanelSpec spec, LossKind loss, int members);

  /**
   * Writes better first weights than were drawn, where there are such.
   *
   * @param decide by which to choose how; null: as usual
   * @return the ridge of linear layers; 0 where there was nothing to choose
   */
  default double start(
      PanelSpec spec, Examples learn, @Nullable Examples decide, LossKind loss, Network network) {
    return 0;
  }

  /** The network as it forecasts, with the weights of the trained one. */
  Network toForecast(PanelSpec spec, Network trained);

  /**
   * What forecasts with such a network.
   *
   * @throws IllegalArgumentException if the network is none of this kind, with expected and found
   */
  Forecaster forecaster(PanelSpec spec, Network network, Engine engine);

  /** The name of such a model in results, as {@link ModelOptions#label} says it in training. */
  String label(Network network);

  /** The baselines that may be averaged with it, so long as it forecasts what they do. */
  default List<String> companions(int season) {
    return Companions.candidates(season);
  }

  /** What no value is below, nor the interval around one. */
  default double least() {
    return Double.NEGATIVE_INFINITY;
  }

  /** How many steps back it sees: what the linear baseline beside it is given as well. */
  default int reach(PanelSpec spec) {
    return spec.window();
  }
}
