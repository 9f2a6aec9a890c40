package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.cell.Cell;
import dev.carousel.layer.AttentionDecoder;
import dev.carousel.layer.Concatenate;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Flatten;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.RepeatVector;
import dev.carousel.layer.Score;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.task.panel.ModelOptions.Attention;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelOptions.NetworkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A recurrent encoder over the segments of the window, and a decoder that begins with its last
 * state, attends to all of its states, and gives a segment of the horizon at each of its steps. At
 * every step it reads what the encoder ended with (Cho and others 2014); where it is in the horizon
 * it knows by its own state.
 *
 * @param attention before a step of the decoder (Bahdanau, Cho and Bengio 2015), or after it
 *     (Luong, Pham and Manning 2015)
 */
record EncoderDecoderKind(Attention attention) implements WindowKind {
  EncoderDecoderKind {
    Objects.requireNonNull(attention, "attention is missing");
  }

  /**
   * What it reads, as it was asked for.
   *
   * @throws BadInput if something is asked for that it has not
   */
  static PanelOptions.InputOptions input(PanelOptions options) {
    if (options.input().missing() == Missing.DECAY) {
      throw new BadInput(
          "--missing decay is of --model-type direct: leave it out, or take --missing mask");
    }
    return options.input();
  }

  @Override
  public PanelNetwork.Path path() {
    return this::add;
  }

  @Override
  public String label(Network network) {
    return ModelType.ENCODER_DECODER.toString();
  }

  /** Steps of the horizon that one step of the decoder gives: a segment, or a part of it. */
  static int stride(PanelSpec spec) {
    int stride = Math.min(spec.segment(), spec.horizon());
    while (spec.horizon() % stride != 0) {
      stride--;
    }
    return stride;
  }

  private String add(List<Graph.Node> nodes, int member, PanelSpec spec, NetworkOptions options) {
    Cell cell = options.cell().cell(options.units());
    String encoder = "encoder_" + member;
    String repeated = "summary_" + member;
    String decoder = "decoder_" + member;
    int stride = stride(spec);
    Recurrent whole = Recurrent.of(cell).returnSequences().returnState();
    PanelNetwork.add(nodes, encoder, whole, Graph.INPUT);
    RepeatVector steps = RepeatVector.times(spec.horizon() / stride);
    String summary = encoder + ":1";
    if (spec.ahead() > 0) { // what is known ahead is read at each step of the decoder
      summary = "joined_" + member;
      PanelNetwork.add(nodes, summary, new Concatenate(), encoder + ":1", PanelNetwork.KNOWN);
    }
    PanelNetwork.add(nodes, repeated, steps, summary);
    nodes.add(new Graph.Node(decoder, decoder(cell), reads(cell, repeated, encoder)));
    PanelNetwork.add(nodes, "dropout_" + member, Dropout.rate(options.dropout()), decoder);
    Dense head = Dense.units(stride * spec.levels().size());
    PanelNetwork.add(nodes, "head_" + member, head, "dropout_" + member);
    PanelNetwork.add(nodes, "steps_" + member, new Flatten(), "head_" + member);
    return "steps_" + member;
  }

  private AttentionDecoder decoder(Cell cell) {
    return attention == Attention.BAHDANAU
        ? AttentionDecoder.bahdanau(cell)
        : AttentionDecoder.luong(cell, Score.general());
  }

  /** What is decoded, the memory, and the state it starts from: Luong's s starts as h. */
  private List<String> reads(Cell cell, String repeated, String encoder) {
    List<String> reads = new ArrayList<>(List.of(repeated, encoder));
    for (int part = 1; part <= cell.stateSizes().size(); part++) {
      reads.add(encoder + ":" + part);
    }
    if (attention == Attention.LUONG) {
      reads.add(encoder + ":1");
    }
    return reads;
  }
}
