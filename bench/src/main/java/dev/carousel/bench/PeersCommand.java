package dev.carousel.bench;

import dev.carousel.BadInput;
import dev.carousel.bench.peers.Comparison;
import dev.carousel.bench.peers.PeerRow;
import dev.carousel.bench.peers.PeersOptions;
import dev.carousel.bench.peers.PeersTable;
import dev.carousel.bench.peers.Summary;
import dev.carousel.bench.process.Installation;
import dev.carousel.bench.process.Side;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Work;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** carousel bench peers */
@Command(
    name = "peers",
    description = {
      "Times Carousel and its peers.",
      "Each is a process of its own, and they take turns. First every case checks that",
      "both sides compute the same function.",
      "  libtorch        train, model (lstm)",
      "  onnxruntime     forward, stream",
      "  deeplearning4j  train (no gru)"
    })
final class PeersCommand implements Callable<Integer> {
  private static final List<Side> PEERS =
      List.of(Side.LIBTORCH, Side.ONNXRUNTIME, Side.DEEPLEARNING4J);

  /** All sides but our own. */
  private static final class PeerByName implements ITypeConverter<Side> {
    @Override
    public Side convert(String name) {
      return PEERS.stream()
          .filter(peer -> peer.name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "expected one of %s but was '%s'".formatted(names(PEERS), name)));
    }
  }

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "PEER",
      converter = PeerByName.class,
      description = "Whom to compare with (default: libtorch,onnxruntime,deeplearning4j).")
  private List<Side> peers = PEERS;

  @Option(
      names = "--work",
      split = ",",
      paramLabel = "WORK",
      description = {
        "train: forward and backward of a layer; forward: alone;",
        "stream: one step of one sequence; model: a training step of a language model",
        "(default: all)."
      })
  private List<Work> works = List.of(Work.values());

  @Option(
      names = "--cell",
      split = ",",
      paramLabel = "CELL",
      description = "lstm, gru, rnn (default: all).")
  private List<CellKind> cells = List.of(CellKind.values());

  @Option(
      names = "--shape",
      paramLabel = "B,T,I,H",
      description = {
        "Batch, time, input and hidden size of the layer; may be given several times",
        "(default: seven from small to large)."
      })
  private List<String> shapes = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of each side (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--quick",
      description = "Everything in less than five minutes; deeplearning4j on small layers only.")
  private boolean quick;

  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws Exception {
    PeersOptions options = options();
    if (options.count() == 0) {
      throw new BadInput(
          "none of %s does %s of %s; --help says what each peer does",
          names(peers), names(works), names(cells));
    }
    Comparison comparison =
        new Comparison(Installation.current(), options, line -> output.progress(line));
    output.text("%s", PeersTable.head());
    List<PeerRow> rows = comparison.run(row -> output.result(PeersTable.row(row), row.json()));
    output.text("");
    for (Summary summary : Summary.of(rows)) {
      output.result(PeersTable.summary(summary), summary.json());
    }
    return 0;
  }

  private static String names(List<? extends Enum<?>> values) {
    return values.stream().map(Case::name).collect(Collectors.joining(", "));
  }

  private PeersOptions options() {
    try {
      return new PeersOptions(
          peers,
          works,
          cells,
          shapes.isEmpty() ? LayerShape.STANDARD : shapes.stream().map(LayerShape::parse).toList(),
          Threads.checked(threads, 1),
          quick);
    } catch (IllegalArgumentException e) {
      throw new BadInput(e, String.valueOf(e.getMessage()));
    }
  }
}
