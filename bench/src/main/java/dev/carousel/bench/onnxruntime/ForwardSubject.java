package dev.carousel.bench.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Layout;
import dev.carousel.bench.work.Subject;
import java.util.Map;

/** Forward of one layer, input and output in memory given beforehand. */
final class ForwardSubject implements Subject {
  private final Case which;
  private final OrtSession session;
  private final FloatTensor y;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  ForwardSubject(Case which) throws OrtException {
    this.which = which;
    LayerShape s = which.shape();
    LayerData data = LayerData.of(which);
    session = OnnxRuntimeSide.session(LayerModel.sequence(which, data), which.threads());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    FloatTensor x = FloatTensor.zeros(environment, s.time(), s.batch(), s.input());
    x.set(Layout.swapped(data.x(), s.batch(), s.time(), s.input()));
    y = FloatTensor.zeros(environment, s.time(), 1, s.batch(), s.hidden());
    inputs = Map.of(LayerModel.X, x.tensor());
    outputs = Map.of(LayerModel.Y, y.tensor());
  }

  @Override
  public String description() {
    return OnnxRuntimeSide.description(which.threads());
  }

  @Override
  public void run() throws OrtException {
    session.run(inputs, outputs).close();
  }

  @Override
  public Map<String, float[]> results() throws OrtException {
    run();
    LayerShape s = which.shape();
    return Map.of(SEQUENCE, Layout.swapped(y.toArray(), s.time(), s.batch(), s.hidden()));
  }
}
