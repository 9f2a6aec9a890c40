package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.kernel.Engine;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Any {@link Cell} over time: direction, masks, states in and out, and what is given of them, are
 * here and only here. Reads (B, T, I), or (B, T) tokens, and gives the last h (B, H), or h of every
 * step (B, T, H).
 *
 * <p>As a {@link Vertex} it may read, after x, the state to start from, (B, size) for each part of
 * the cell's state; it starts at zero without. At a step that is masked the state stays.
 *
 * <p>Cells with a {@link Fused} form run as one operation; if steps have to be traced, or dropped
 * values to be chosen in each, the cell runs step by step, which gives the same and takes longer.
 *
 * @param cell what happens in one step
 * @param returnsSequences whether h of every step is given, or only the last one
 * @param returnsState whether the state after the last step is given as well, as outputs of their
 *     own
 * @param backwards whether it reads the last step first; h of every step is given in the order of
 *     time all the same
 * @param dropout against learning by heart
 */
public record Recurrent(
    Cell cell,
    boolean returnsSequences,
    boolean returnsState,
    boolean backwards,
    RecurrentDropout dropout)
    implements Layer {
  /** Checks that there is a cell. */
  public Recurrent {
    Objects.requireNonNull(cell, "recurrent cell: none, expected one");
    Objects.requireNonNull(dropout, "recurrent dropout: null, expected RecurrentDropout.NONE");
    dropout.check(cell);
  }

  /** Runs a cell and gives its last h. */
  public static Recurrent of(Cell cell) {
    return new Recurrent(cell, false, false, false, RecurrentDropout.NONE);
  }

  /** This, giving h of every step. */
  public Recurrent returnSequences() {
    return new Recurrent(cell, true, returnsState, backwards, dropout);
  }

  /** This, giving the state after the last step as well. */
  public Recurrent returnState() {
    return new Recurrent(cell, returnsSequences, true, backwards, dropout);
  }

  /** This, reading the last step first. */
  public Recurrent goBackwards() {
    return new Recurrent(cell, returnsSequences, returnsState, true, dropout);
  }

  /** This with variational dropout of h: {@link RecurrentDropout#state}. */
  public Recurrent recurrentDropout(double rate) {
    return with(dropout.withState(rate));
  }

  /** This with dropout of the candidate: {@link RecurrentDropout#candidate}. */
  public Recurrent candidateDropout(double rate) {
    return with(dropout.withCandidate(rate));
  }

  /** This with dropout of the recurrent weights: {@link RecurrentDropout#weights}. */
  public Recurrent weightDrop(double rate) {
    return with(dropout.withWeights(rate));
  }

  /** This with zoneout: {@link RecurrentDropout#zoneoutHidden}. */
  public Recurrent zoneout(double hidden, double memory) {
    return with(dropout.withZoneout(hidden, memory));
  }

  private Recurrent with(RecurrentDropout next) {
    return new Recurrent(cell, returnsSequences, returnsState, backwards, next);
  }

  @Override
  public String kind() {
    return cell.kind();
  }

  @Override
  public void checkReads(boolean tokens) {
    // Features, and tokens: one-hot rows whose product with the weights is a row copy.
  }

  @Override
  public Shape outputShape(Shape input) {
    Forms.sequence(kind(), input);
    return returnsSequences ? input.withLast(cell.hiddenSize()) : Shape.of(cell.hiddenSize());
  }

  @Override
  public List<Form> outputs(List<Form> inputs) {
    List<Integer> sizes = cell.stateSizes();
    boolean stateGiven = inputs.size() == 1 + sizes.size();
    for (int i = 0; stateGiven && i < sizes.size(); i++) {
      stateGiven = inputs.get(i + 1).equals(Form.features(Shape.of(sizes.get(i))));
    }
    if (inputs.size() != 1 && !stateGiven) {
      throw new IllegalArgumentException(
          "%s reads sequences, and may start from a state of sizes %s; found %s"
              .formatted(kind(), sizes, inputs));
    }
    List<Form> outputs = new ArrayList<>();
    outputs.add(Form.features(outputShape(inputs.getFirst().shape())));
    if (returnsState) {
      sizes.forEach(size -> outputs.add(Form.features(Shape.of(size))));
    }
    return outputs;
  }

  @Override
  public boolean needsWholeSequence() {
    return backwards;
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    dropout.check(cell, input.last());
    cell.weights(input.last())
        .forEach((part, w) -> parameters.add(name + "/" + part, w.shape(), w.initializer()));
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return apply(place, Pass.on(tape), List.of(Signal.of(x))).getFirst().values();
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    return apply(place, pass, List.of(x)).getFirst();
  }

  @Override
  public List<Signal> apply(Place place, Pass pass, List<Signal> inputs) {
    Tape tape = pass.tape();
    Signal x = inputs.getFirst();
    LstmOp.Options options = new LstmOp.Options(backwards, x.mask());
    OverTime.Result result =
        overTime(place, pass)
            .run(
                tape, place, x.values(), start(place, pass, inputs), weights(tape, place), options);
    if (pass.carried() != null) {
      pass.carried().keep(place.name(), result.state());
    }
    List<Signal> outputs = new ArrayList<>();
    outputs.add(
        returnsSequences
            ? new Signal(result.sequence(), x.mask())
            : Signal.of(result.state().getFirst()));
    if (returnsState) {
      result.state().forEach(part -> outputs.add(Signal.of(part)));
    }
    return outputs;
  }

  private OverTime overTime(Place place, Pass pass) {
    Trace trace = pass.trace(place.name());
    boolean training = pass.tape().training();
    boolean inSteps = training ? dropout.inSteps() : dropout.zonesOut();
    Fused fused = Fused.of(cell);
    return fused == null || trace != null || inSteps ? new Steps(cell, dropout, trace) : fused;
  }

  private List<Tensor> start(Place place, Pass pass, List<Signal> inputs) {
    if (inputs.size() > 1) {
      return inputs.stream().skip(1).map(Signal::values).toList();
    }
    List<Tensor> carried =
        pass.carried() == null ? null : pass.carried().on(pass.tape(), place.name());
    int batch = inputs.getFirst().values().shape().at(0);
    return carried != null ? carried : zeros(pass.tape(), batch);
  }

  private List<Tensor> zeros(Tape tape, int batch) {
    List<Tensor> zeros = new ArrayList<>(2);
    for (int size : cell.stateSizes()) {
      zeros.add(tape.zeros(Shape.of(batch, size)));
    }
    return zeros;
  }

  /** The weights of the cell, some values of recurrent ones dropped if that is asked for. */
  private Cell.Weights weights(Tape tape, Place place) {
    if (!tape.training() || dropout.weights() == 0) {
      return part -> place.on(tape, part);
    }
    List<String> dropped = cell.recurrentWeights(place.input().last());
    return part -> {
      Tensor weight = place.on(tape, part);
      return dropped.contains(part)
          ? DropoutMask.times(weight, tape, place.name() + "/" + part, dropout.weights())
          : weight;
    };
  }

  @Override
  public Step stream(Place place, Engine engine) {
    @Nullable Fused fused = dropout.zonesOut() ? null : Fused.of(cell);
    return fused == null ? new CellStep(cell, dropout, place, engine) : fused.stream(place, engine);
  }
}
