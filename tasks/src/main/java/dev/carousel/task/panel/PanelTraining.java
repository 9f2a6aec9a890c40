package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.CosineDecay;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.Trainer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trains a global model in two phases. In the first, one network learns from all but the last
 * horizon of each series, and forecasts that: this decides which baselines are averaged with the
 * network, and how wide intervals have to be. In the second, all members learn from everything.
 */
public final class PanelTraining {
  private static final double CLIP_NORM = 1;
  private static final int LEAST = 3; // values before a forecast on validation time

  private final SeriesSet set;
  private final PanelOptions options;
  private final PanelSpec spec;
  private final ModelKind kind;
  private final Phases phases;

  /** The phases of a training. */
  public enum Phase {
    /** One network, without the last horizon. */
    CHOICE,
    /** All members, with everything. */
    FINAL
  }

  /** Adds a listener, a checkpoint or a stop to the training of a phase. */
  public interface Phases {
    /** Nothing is added. */
    Phases NONE = (phase, fit) -> fit;

    /** The training of a phase. */
    Fit of(Phase phase, Fit fit);
  }

  /**
   * A model and how it came about.
   *
   * @param model null if training was stopped
   * @param validation what was decided by; null if training was stopped before
   * @param histories of the phases that were begun
   */
  public record Result(
      @Nullable PanelModel model, @Nullable PanelValidation validation, List<History> histories) {}

  private record Trained(Network network, History history) {
    boolean stopped() {
      return history.end() == History.End.STOPPED;
    }
  }

  private PanelTraining(SeriesSet set, PanelSource source, PanelOptions options, Phases phases) {
    this.set = set;
    this.options = options;
    this.phases = phases;
    this.spec = PanelInput.specify(set, source, options, InputLearning.lengths(set));
    this.kind = ModelKind.of(spec, options, set);
    kind.check(set);
    if (!set.stream().anyMatch(this::validates)) {
      throw new BadInput(
          "%s: its longest series has %,d steps to learn from; a horizon of %,d needs at least %,d,"
              + " besides a horizon that is kept apart to test on where there is no --test file. Give"
              + " longer series, or a shorter --horizon.",
          set.source(), set.longest(), options.horizon(), options.horizon() + LEAST);
    }
  }

  /**
   * Trains.
   *
   * @param source how the series were read
   * @throws BadInput if all series are too short
   */
  public static Result train(
      SeriesSet set, PanelSource source, PanelOptions options, Phases phases) {
    return new PanelTraining(set, source, options, phases).train();
  }

  /**
   * The first phase alone: what one network, trained without the last horizon of each series, makes
   * of that.
   *
   * @return null if training was stopped
   * @throws BadInput if all series are too short
   */
  public static @Nullable PanelValidation validate(
      SeriesSet set, PanelSource source, PanelOptions options, Phases phases) {
    return new PanelTraining(set, source, options, phases).choose().validation;
  }

  private record Choice(@Nullable PanelValidation validation, History history) {}

  private boolean validates(NamedSeries one) {
    return one.length() >= spec.horizon() + LEAST;
  }

  private Choice choose() {
    List<NamedSeries> able = set.stream().filter(this::validates).toList();
    List<NamedSeries> parts =
        able.stream().map(one -> HeldOut.shortened(one, spec.horizon())).toList();
    Trained choice = train(Phase.CHOICE, parts, 1);
    PanelValidation validation =
        choice.stopped() ? null : PanelValidation.of(model(spec, choice.network), able, options);
    return new Choice(validation, choice.history);
  }

  private Result train() {
    Choice choice = choose();
    PanelValidation validation = choice.validation;
    if (validation == null) {
      return new Result(null, null, List.of(choice.history));
    }
    PanelSpec chosen = spec.withCompanions(validation.companions()).withRadii(validation.radii());
    Trained last = train(Phase.FINAL, set.list(), options.network().members());
    List<History> histories = List.of(choice.history, last.history);
    return last.stopped()
        ? new Result(null, validation, histories)
        : new Result(model(chosen, last.network), validation, histories);
  }

  private PanelModel model(PanelSpec spec, Network trained) {
    return new PanelModel(spec, kind, kind.toForecast(spec, trained), Engine.shared(), null);
  }

  private Trained train(Phase phase, List<NamedSeries> series, int members) {
    List<PreparedSeries> prepared =
        series.stream().map(one -> new PreparedSeries(spec, one)).toList();
    PanelOptions.TrainingOptions how = options.training();
    Examples windows =
        kind.examples(spec, prepared, how.loss(), how.windows(), Origins.of(prepared));
    Network network = kind.toTrain(spec, options.network().withMembers(members), options.seed());
    kind.start(spec, windows, null, how.loss(), network);
    Fit plan =
        Fit.epochs(how.epochs())
            .batchSize(kind.batchSize(how.batchSize()))
            .schedule(new CosineDecay())
            .clipNorm(CLIP_NORM)
            .seed(options.seed());
    if (how.holdLinear()) {
      plan = plan.regularize(Held.LINEAR);
    }
    Trainer trainer =
        new Trainer(
            network,
            new Adam(how.learningRate()),
            kind.objective(spec, how.loss(), members),
            Engine.shared(),
            phases.of(phase, plan),
            ModelKind.repeated(windows, members));
    History history = trainer.run();
    return new Trained(network, history);
  }
}
