package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.model.ModelFile;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Columns beside the target: learnt from, and kept in the file. */
class CovariatesTest {
  private static final RollingSplit SPLIT =
      new RollingSplit(
          LocalDateTime.of(2020, 3, 10, 0, 0), LocalDateTime.of(2020, 4, 1, 0, 0), null, 1, false);

  @TempDir private static Path folder;

  private static RollingRun roll(Path file, Covariates covariates) {
    PanelSource source = SampleStores.SOURCE.withCovariates(covariates);
    return RollingRun.of(source.read(file), source, SampleStores.options(), 3, SPLIT, Phases.NONE);
  }

  private static double[] first(PanelModel model, SeriesSet set) {
    return model.forecasts(set).getFirst().values();
  }

  /** Half of what moves the target is a promotion the past does not tell. */
  @Test
  void whatIsKnownAheadIsLearnt() throws IOException {
    Path file = SampleStores.file(folder, "known.csv", 0);
    double with = roll(file, SampleStores.known("promo")).test().own().mae();
    double without = roll(file, Covariates.NONE).test().own().mae();
    assertThat(with).isLessThan(without / 3);
  }

  /** The decoder reads it too, and what is saved forecasts the same. */
  @Test
  void anEncoderDecoderLearnsWhatIsKnownAhead() throws IOException {
    Path file = SampleStores.file(folder, "decoder.csv", 5);
    PanelOptions options = SampleStores.options();
    PanelOptions decoder =
        options.withNetwork(
            options.network().withModel(ModelOptions.of(ModelType.ENCODER_DECODER)));
    PanelModel model = SampleStores.train(file, SampleStores.known("promo"), decoder);
    assertThat(model.kind()).isEqualTo(new EncoderDecoderKind(ModelOptions.Attention.BAHDANAU));
    SeriesSet set = model.source().read(file);
    Path saved = folder.resolve("decoder.safetensors");
    model.save(saved);
    assertThat(first(PanelModel.load(saved), set)).isEqualTo(first(model, set));
    PanelModel without = SampleStores.train(file, Covariates.NONE, decoder);
    assertThat(first(model, set)).isNotEqualTo(first(without, without.source().read(file)));
  }

  /** DeepAR reads what is known of the very step whose distribution it gives. */
  @Test
  void deepArLearnsWhatIsKnownAhead() throws IOException {
    Path file = SampleStores.file(folder, "deepar.csv", SampleStores.HORIZON);
    Path list = SampleStores.write(folder, "free.csv", "day,name\n2020-02-14,V\n2020-05-03,M\n");
    PanelOptions options = SampleStores.options();
    PanelOptions deepar =
        options
            .withNetwork(options.network().withModel(ModelOptions.of(ModelType.DEEPAR)))
            .withInput(new PanelOptions.InputOptions(14, 0, null, true, null, true, Missing.LAST))
            .withTraining(
                new PanelOptions.TrainingOptions(16, 400, 16, 0.005, PanelOptions.LossKind.MAE));
    double without = deepArError(file, Covariates.NONE, deepar);
    assertThat(deepArError(file, SampleStores.known("promo"), deepar)).isLessThan(without / 2);
    Covariates all =
        Covariates.of(List.of(), List.of("promo"), List.of("kind", "size"), Holidays.of(list));
    PanelModel model = SampleStores.train(file, all, deepar);
    SeriesSet set = model.source().read(file);
    Path saved = folder.resolve("deepar.safetensors");
    model.save(saved);
    assertThat(first(PanelModel.load(saved), set)).isEqualTo(first(model, set));
    assertThat(model.network().input().features())
        .isEqualTo(7 + 7 + 1 + PanelInputs.HOLIDAY_TERMS + model.spec().inputs().statics().size());
  }

  private static double deepArError(Path file, Covariates covariates, PanelOptions options) {
    PanelSource source = SampleStores.SOURCE.withCovariates(covariates);
    return RollingRun.of(source.read(file), source, options, 3, SPLIT, Phases.NONE)
        .test()
        .own()
        .mae();
  }

  /** A window of one step says the same of it as the horizon does. */
  @Test
  void aStepIsToldWhatTheHorizonIs() throws IOException {
    Path file = SampleStores.file(folder, "step.csv", SampleStores.HORIZON);
    Path list = SampleStores.write(folder, "told.csv", "day,name\n2020-02-14,V\n2020-04-03,M\n");
    Covariates all =
        Covariates.of(List.of("temp"), List.of("promo"), List.of("size"), Holidays.of(list));
    PanelModel model = SampleStores.train(file, all, SampleStores.options());
    PanelSpec spec = model.spec();
    PreparedSeries series = new PreparedSeries(spec, model.source().read(file).list().getFirst());
    int calendar = CalendarTerm.size(spec.calendar());
    int horizon = spec.horizon();
    float[] ahead = new float[spec.ahead()];
    for (int origin : new int[] {20, 42, 90}) {
      series.ahead(origin, ahead, 0);
      for (int h = 0; h < horizon; h++) {
        float[] step = new float[calendar + 5];
        series.known(origin + h, step, 0);
        assertThat(step[calendar]).isEqualTo(ahead[h]);
        for (int day = 0; day < 3; day++) {
          assertThat(step[calendar + 1 + day]).isEqualTo(ahead[horizon + 3 * h + day]);
        }
        assertThat(step[calendar + 4]).isEqualTo(ahead[4 * horizon]);
      }
    }
  }

  @Test
  void pastColumnsChangeTheForecast() throws IOException {
    Path file = SampleStores.file(folder, "past.csv", 0);
    PanelModel plain = SampleStores.train(file, Covariates.NONE, SampleStores.options());
    SeriesSet set = plain.source().read(file);
    double[] without = first(plain, set);
    for (String column : List.of("temp", "wind")) {
      PanelModel model =
          SampleStores.train(file, SampleStores.past(column), SampleStores.options());
      assertThat(first(model, model.source().read(file))).isNotEqualTo(without);
    }
  }

  @Test
  void savedAndLoadedItForecastsTheSame() throws IOException {
    Path file = SampleStores.file(folder, "saved.csv", SampleStores.HORIZON);
    Path list = SampleStores.write(folder, "days.csv", "day,name\n2020-02-14,V\n2020-05-03,M\n");
    Covariates covariates =
        Covariates.of(
            List.of("temp", "wind"), List.of("promo"), List.of("kind", "size"), Holidays.of(list));
    PanelModel model = SampleStores.train(file, covariates, SampleStores.options());
    Path saved = folder.resolve("m.safetensors");
    model.save(saved);
    PanelModel loaded = PanelModel.load(saved);
    SeriesSet set = loaded.source().read(file);
    assertThat(loaded.spec()).isEqualTo(model.spec());
    assertThat(first(loaded, set)).isEqualTo(first(model, model.source().read(file)));
    // a promotion on the first day ahead
    String text = SampleStores.csv(SampleStores.HORIZON);
    String day = SampleStores.START.plusDays(SampleStores.DAYS) + ",s0,,";
    char now = text.charAt(text.indexOf(day) + day.length());
    Path other =
        SampleStores.write(
            folder, "other.csv", text.replace(day + now, day + (now == '1' ? '0' : '1')));
    assertThat(first(loaded, loaded.source().read(other))).isNotEqualTo(first(loaded, set));
  }

  /** Model files written before there were covariates say nothing of them. */
  @Test
  void filesFromBeforeStillLoad() throws IOException {
    Path file = SampleStores.file(folder, "before.csv", 0);
    PanelModel model = SampleStores.train(file, Covariates.NONE, SampleStores.options());
    Path saved = folder.resolve("before.safetensors");
    model.save(saved);
    ModelFile content = ModelFile.read(saved);
    ObjectNode task = (ObjectNode) content.task().deepCopy();
    ObjectNode panel = (ObjectNode) task.get("panel");
    panel.remove("inputs");
    ((ObjectNode) panel.get("source")).remove("covariates");
    PanelModel old =
        PanelModel.of(saved, new ModelFile(content.network(), content.provenance(), task));
    assertThat(old.spec()).isEqualTo(model.spec());
    SeriesSet set = model.source().read(file);
    assertThat(first(old, set)).isEqualTo(first(model, set));
  }
}
