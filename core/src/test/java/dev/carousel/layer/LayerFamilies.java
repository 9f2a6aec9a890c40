package dev.carousel.layer;

import dev.carousel.cell.CellActivation;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.LstmActivations;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.OdysseyLstmCell;
import dev.carousel.cell.OdysseyLstmCell.Variant;
import dev.carousel.cell.ProjectedLstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.RnnActivation;
import java.util.ArrayList;
import java.util.List;

/** Every layer with every option changed at least once: what the contract is checked on. */
final class LayerFamilies {
  private static final LstmActivations HARD =
      new LstmActivations(
          CellActivation.HARD_SIGMOID, CellActivation.LOGISTIC_WITHIN_1, CellActivation.HARD_TANH);

  static final int T = 5;
  static final int I = 3;
  static final int V = 7;
  private static final List<Input> ONE = List.of(Input.sequence(T, I));
  private static final List<Input> TWO = List.of(Input.sequence(T, I), Input.sequence(T, I));
  private static final List<Input> TOKENS = List.of(Input.tokens(T, V));

  private LayerFamilies() {}

  static List<LayerFamily> all() {
    List<LayerFamily> all = new ArrayList<>(recurrent());
    all.addAll(merges());
    all.addAll(steps());
    all.addAll(sequences());
    all.addAll(tokens());
    all.addAll(attention());
    all.addAll(tied());
    return all;
  }

  /** Those that need no name of another layer, and can stand in one network. */
  static List<LayerFamily> free() {
    List<LayerFamily> free = new ArrayList<>(all());
    free.removeIf(family -> family.layers().getFirst() instanceof TiedDense);
    return free;
  }

  private static List<LayerFamily> recurrent() {
    Recurrent lstm = Lstm.units(4);
    Recurrent rnn = SimpleRnn.units(4);
    Recurrent both = lstm.returnSequences().returnState();
    Recurrent peeping = Recurrent.of(OdysseyLstmCell.of(4, Variant.VANILLA)).returnSequences();
    return List.of(
        LayerFamily.of(
            ONE,
            peeping,
            peeping.goBackwards(),
            peeping.weightDrop(0.4),
            Recurrent.of(
                    OdysseyLstmCell.of(4, Variant.VANILLA).withActivations(LstmActivations.OF_1997))
                .returnSequences(),
            Recurrent.of(OdysseyLstmCell.of(4, Variant.CIFG)).returnSequences(),
            Recurrent.of(ProjectedLstmCell.of(3, 5)).returnSequences(),
            Recurrent.of(ProjectedLstmCell.of(2, 5)).returnState().goBackwards(),
            Recurrent.of(new ProjectedLstmCell(3, 0, 5, true, 1))),
        LayerFamily.of(
            ONE,
            lstm,
            Recurrent.of(new LstmCell(3, 1)),
            Recurrent.of(new LstmCell(4, -0.5f)),
            Lstm.units(4, CellActivation.HARD_TANH),
            Lstm.units(4, CellActivation.TANH, CellActivation.HARD_SIGMOID),
            lstm.returnSequences(),
            lstm.returnState(),
            lstm.goBackwards(),
            both.goBackwards(),
            lstm.recurrentDropout(0.4),
            lstm.candidateDropout(0.4),
            lstm.weightDrop(0.4),
            lstm.zoneout(0.3, 0),
            lstm.zoneout(0, 0.3)),
        LayerFamily.of(
            ONE,
            Gru.units(4),
            Gru.units(3),
            Gru.units(4, CellActivation.LOGISTIC),
            Gru.units(4, CellActivation.TANH, CellActivation.HARD_SIGMOID),
            Gru.resetBefore(4),
            Gru.units(4).returnSequences(),
            Gru.units(4).returnState(),
            Gru.units(4).goBackwards(),
            Gru.units(4).recurrentDropout(0.4),
            Gru.units(4).candidateDropout(0.4),
            Gru.units(4).weightDrop(0.4),
            Gru.units(4).zoneout(0.3, 0),
            Gru.resetBefore(4).returnSequences().goBackwards()),
        LayerFamily.of(
            ONE,
            rnn,
            Recurrent.of(new RnnCell(3, RnnActivation.TANH)),
            SimpleRnn.units(4, RnnActivation.RELU),
            rnn.returnSequences(),
            rnn.returnState(),
            rnn.goBackwards(),
            rnn.recurrentDropout(0.4),
            rnn.weightDrop(0.4),
            rnn.zoneout(0.3, 0)),
        LayerFamily.wired(
            List.of(Input.sequence(T, I), Input.sequence(T, 4)),
            (layer, in) -> {
              Port h = new LastStep().on(in.get(1));
              Port c = new GlobalAveragePooling().on(in.get(1));
              return layer.allOn(in.getFirst(), h, c);
            },
            both,
            both.goBackwards(),
            both.zoneout(0.2, 0.1)),
        LayerFamily.of(
            ONE,
            Bidirectional.of(lstm),
            Bidirectional.of(Recurrent.of(new LstmCell(3, 1))),
            Bidirectional.of(Recurrent.of(new LstmCell(4, -0.5f))),
            Bidirectional.of(Recurrent.of(new LstmCell(4, 1, HARD))),
            Bidirectional.of(lstm).merged(Merge.SUM),
            Bidirectional.of(lstm).merged(Merge.AVERAGE),
            Bidirectional.of(lstm).merged(Merge.PRODUCT),
            Bidirectional.of(lstm.returnSequences()),
            Bidirectional.of(lstm.returnState()),
            Bidirectional.of(lstm.recurrentDropout(0.4)),
            Bidirectional.of(lstm.candidateDropout(0.4)),
            Bidirectional.of(lstm.weightDrop(0.4)),
            Bidirectional.of(lstm.zoneout(0.3, 0)),
            Bidirectional.of(lstm.zoneout(0, 0.3)),
            Bidirectional.of(Gru.units(3).returnSequences()).merged(Merge.SUM)),
        LayerFamily.wired(
            List.of(Input.sequence(T, I), Input.sequence(T, 4)),
            (layer, in) -> {
              Port h = new LastStep().on(in.get(1));
              Port c = new GlobalMaxPooling().on(in.get(1));
              return layer.allOn(in.getFirst(), h, c, c, h);
            },
            Bidirectional.of(both)));
  }

  private static List<LayerFamily> merges() {
    return List.of(
        LayerFamily.of(
            List.of(Input.sequence(T, 2), Input.sequence(T, I), Input.sequence(T, 1)),
            new Concatenate()),
        LayerFamily.of(TWO, new Add()),
        LayerFamily.of(TWO, new Average()),
        LayerFamily.of(TWO, new Multiply()),
        LayerFamily.wired(
            TWO,
            (layer, in) -> layer.allOn(new LastStep().on(in.get(0)), new LastStep().on(in.get(1))),
            new Concatenate()));
  }

  private static List<LayerFamily> steps() {
    Dense dense = Dense.units(4);
    return List.of(
        LayerFamily.of(
            ONE,
            dense,
            Dense.units(2),
            dense.withActivation(Activation.RELU),
            dense.withActivation(Activation.SIGMOID),
            dense.withActivation(Activation.TANH),
            dense.withActivation(Activation.SOFTMAX)),
        LayerFamily.of(ONE, Dropout.rate(0.4), Dropout.rate(0.7)),
        LayerFamily.of(ONE, VariationalDropout.rate(0.4), VariationalDropout.rate(0.7)),
        LayerFamily.of(ONE, new LayerNorm(), LayerNorm.epsilon(0.3)),
        LayerFamily.of(
            ONE,
            TimeDistributed.of(dense),
            TimeDistributed.of(Dense.units(2)),
            TimeDistributed.of(dense.withActivation(Activation.RELU)),
            TimeDistributed.of(dense.withActivation(Activation.SIGMOID)),
            TimeDistributed.of(dense.withActivation(Activation.TANH)),
            TimeDistributed.of(dense.withActivation(Activation.SOFTMAX))),
        LayerFamily.of(
            ONE,
            Residual.of(LayerNorm.epsilon(0.1)),
            Residual.of(LayerNorm.epsilon(0.3)),
            Residual.of(Recurrent.of(new GruCell(I, true)).returnSequences()),
            Residual.of(Bidirectional.of(Lstm.units(I).returnSequences()).merged(Merge.AVERAGE))));
  }

  private static List<LayerFamily> sequences() {
    return List.of(
        LayerFamily.of(ONE, new LastStep()),
        LayerFamily.of(
            ONE,
            Dilated.of(Lstm.units(3).returnSequences(), 2),
            Dilated.of(Lstm.units(3).returnSequences(), 3),
            Dilated.of(Lstm.units(4).returnSequences(), 2),
            Dilated.of(Bidirectional.of(Gru.units(2).returnSequences()), 2)),
        LayerFamily.wired(
            List.of(Input.sequence(T, 1), Input.sequence(T, I)),
            (layer, in) ->
                layer.allOn(Reshape.to(1, T).on(in.get(0)), Reshape.to(1, T * I).on(in.get(1))),
            new ExponentialSmoothing(3, 2, 4, 3, 1),
            new ExponentialSmoothing(3, 3, 4, 3, 1),
            new ExponentialSmoothing(3, 2, 5, 3, 1),
            new ExponentialSmoothing(3, 2, 4, 2, 1),
            new ExponentialSmoothing(3, 2, 4, 3, 2)),
        LayerFamily.of(ONE, new GlobalAveragePooling()),
        LayerFamily.of(ONE, new GlobalMaxPooling()),
        LayerFamily.of(ONE, new Flatten()),
        LayerFamily.of(ONE, Reshape.to(I, T), Reshape.to(T * I), Reshape.to(1, I, T)),
        LayerFamily.wired(
            ONE,
            (layer, in) -> layer.allOn(new LastStep().on(in.getFirst())),
            RepeatVector.times(3),
            RepeatVector.times(4)),
        LayerFamily.wired(
            List.of(Input.sequence(T, 6)),
            (layer, in) -> layer.allOn(Reshape.to(T, 3, 2).on(in.getFirst())),
            TimeDistributed.of(Lstm.units(2)),
            TimeDistributed.of(Bidirectional.of(Gru.units(2).returnSequences()))),
        LayerFamily.wired(
            ONE,
            (layer, in) ->
                layer.allOn(Dense.units(2).withActivation(Activation.RELU).on(in.getFirst())),
            Masking.value(0),
            Masking.value(0.5)));
  }

  private static List<LayerFamily> tokens() {
    return List.of(
        LayerFamily.of(
            TOKENS,
            Embedding.of(V, 4),
            Embedding.of(V, 3),
            Embedding.of(V, 4).masksZero(),
            Embedding.of(V, 4).withDropout(0.5)),
        LayerFamily.of(TOKENS, Lstm.units(4).returnSequences()));
  }

  private static List<LayerFamily> tied() {
    return List.of(
        LayerFamily.wired(
            TOKENS,
            (layer, in) -> layer.allOn(Embedding.of(V, 4).on(in.getFirst())),
            new TiedDense("embedding_1", V)),
        LayerFamily.wired(
            TOKENS,
            (layer, in) -> {
              Port one = Embedding.of(V, 4).on(in.getFirst());
              Port two = Embedding.of(V, 4).withDropout(0.1).on(in.getFirst());
              return layer.allOn(new Add().on(one, two));
            },
            new TiedDense("embedding_1", V),
            new TiedDense("embedding_2", V)));
  }

  private static List<LayerFamily> attention() {
    List<Input> wide = List.of(Input.sequence(T, I), Input.sequence(T, 4));
    LstmCell cell = new LstmCell(4, 1);
    return List.of(
        LayerFamily.of(TWO, Attention.of(Score.dot()), Attention.of(Score.general())),
        LayerFamily.of(
            wide,
            Attention.of(Score.additive(5)),
            Attention.of(Score.additive(2)),
            Attention.of(Score.general())),
        LayerFamily.of(
            wide,
            AttentionDecoder.bahdanau(cell),
            AttentionDecoder.bahdanau(new LstmCell(3, 1)),
            AttentionDecoder.bahdanau(new LstmCell(4, -0.5f)),
            AttentionDecoder.bahdanau(new LstmCell(4, 1, HARD)),
            AttentionDecoder.bahdanau(new GruCell(4, true)),
            new AttentionDecoder(cell, Score.additive(3), AttentionDecoder.Style.BAHDANAU),
            new AttentionDecoder(cell, Score.dot(), AttentionDecoder.Style.BAHDANAU),
            AttentionDecoder.luong(cell, Score.additive(4)),
            AttentionDecoder.luong(cell, Score.general()),
            AttentionDecoder.luong(cell, Score.dot())),
        LayerFamily.wired(
            wide,
            (layer, in) -> {
              Port start = new LastStep().on(in.get(1));
              Port other = new GlobalAveragePooling().on(in.get(1));
              return layer.allOn(in.get(0), in.get(1), start, other, start);
            },
            AttentionDecoder.luong(cell, Score.dot())));
  }
}
