package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass of an {@link AttentionDecoder} over a batch. */
final class Decoding {
  private final AttentionDecoder decoder;
  private final Place place;
  private final Tape tape;
  private final @Nullable Trace trace;
  private final Signal memory;
  private final Tensor keys;
  private final List<Tensor> shown = new ArrayList<>(); // (B, H) each
  private final List<Tensor> contexts = new ArrayList<>(); // (B, M)
  private final List<Tensor> weights = new ArrayList<>(); // (B, S)

  Decoding(AttentionDecoder decoder, Place place, Pass pass, Signal memory) {
    this.decoder = decoder;
    this.place = place;
    this.tape = pass.tape();
    this.trace = pass.trace(place.name());
    this.memory = memory;
    this.keys = decoder.score().keys(place, tape, memory.values());
  }

  /** One step from a state to the next; it stays where the mask (B, 1) is 0. */
  List<Tensor> step(Tensor x, List<Tensor> state, @Nullable Tensor mask) {
    List<Tensor> next =
        decoder.style() == AttentionDecoder.Style.LUONG
            ? attendAfter(x, state)
            : attendBefore(x, state);
    List<Tensor> kept = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      kept.add(mask == null ? next.get(i) : tape.select(mask, next.get(i), state.get(i)));
    }
    boolean luong = decoder.style() == AttentionDecoder.Style.LUONG;
    shown.add(luong ? kept.getLast() : kept.getFirst());
    return kept;
  }

  private List<Tensor> attendBefore(Tensor x, List<Tensor> state) {
    Tensor context = attend(state.getFirst());
    return cell(tape.concat(List.of(x, context)), state);
  }

  private List<Tensor> attendAfter(Tensor x, List<Tensor> state) {
    int parts = state.size() - 1;
    Tensor fed = tape.concat(List.of(x, state.getLast()));
    List<Tensor> next = new ArrayList<>(cell(fed, state.subList(0, parts)));
    Tensor h = next.getFirst();
    next.add(decoder.combined(place, tape, attend(h), h));
    return next;
  }

  private List<Tensor> cell(Tensor x, List<Tensor> state) {
    List<Tensor> next = decoder.cell().step(x, state, new Hearing());
    List<String> names = decoder.cell().stateNames();
    for (int i = 0; trace != null && i < names.size(); i++) {
      trace.add(names.get(i), next.get(i));
    }
    return next;
  }

  /** The context (B, M) of queries (B, H). */
  private Tensor attend(Tensor query) {
    Shape q = query.shape();
    Tensor scores = decoder.score().scores(place, tape, query.reshape(q.at(0), 1, q.at(1)), keys);
    Tensor a = Attention.weights(scores, memory.mask()); // (B, 1, S)
    Tensor context = a.matmul(memory.values()).step(0);
    contexts.add(context);
    weights.add(a.step(0));
    if (trace != null) {
      trace.add("weights", weights.getLast());
    }
    return context;
  }

  /** What was shown, the contexts and the weights, with their time axis. */
  List<Tensor> results() {
    return List.of(tape.stack(shown), tape.stack(contexts), tape.stack(weights));
  }

  /** The cell's weights, with an ear for what it says of its gates. */
  private final class Hearing implements Cell.Weights {
    @Override
    public Tensor get(String name) {
      return place.on(tape, name);
    }

    @Override
    public Tensor trace(String name, Tensor value) {
      if (trace != null) {
        trace.add(name, value);
      }
      return value;
    }
  }
}
