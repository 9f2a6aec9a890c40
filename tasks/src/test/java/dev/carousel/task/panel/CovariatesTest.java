package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.model.ModelFile;
import dev.carousel.task.panel.ModelOptions.ModelType;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Columns beside the target: learnt from, never read from beyond their time, kept in the file. */
class CovariatesTest {
  private static final RollingSplit SPLIT =
      new RollingSplit(
          LocalDateTime.of(2020, 3, 10, 0, 0), LocalDateTime.of(2020, 4, 1, 0, 0), null, 1, false);

  @TempDir private static Path folder;

  private static Path stores(String name, int ahead) throws IOException {
    return SampleStores.write(folder, name, SampleStores.csv(ahead));
  }

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
    Path file = stores("known.csv", 0);
    double with = roll(file, SampleStores.known("promo")).test().own().mae();
    double without = roll(file, Covariates.NONE).test().own().mae();
    assertThat(with).isLessThan(without / 3);
  }

  /** The decoder reads it too, and what is saved forecasts the same. */
  @Test
  void anEncoderDecoderLearnsWhatIsKnownAhead() throws IOException {
    Path file = stores("decoder.csv", 5);
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

  @Test
  void kindsThatKnowTheSeriesAloneRefuseColumns() throws IOException {
    Path file = stores("alone.csv", 5);
    PanelOptions options = SampleStores.options();
    for (ModelType type : List.of(ModelType.DEEPAR, ModelType.ES_RNN)) {
      PanelOptions other =
          options
              .withNetwork(options.network().withModel(ModelOptions.of(type)))
              .withInput(
                  new PanelOptions.InputOptions(14, 0, null, true, null, true, Missing.LAST));
      assertThatThrownBy(() -> SampleStores.train(file, SampleStores.known("promo"), other))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("--model-type " + type + " knows the series alone");
      PanelOptions masked = other.withInput(other.input().withMissing(Missing.MASK));
      assertThatThrownBy(() -> SampleStores.train(file, Covariates.NONE, masked))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("--missing mask");
    }
  }

  @Test
  void pastColumnsChangeTheForecast() throws IOException {
    Path file = stores("past.csv", 0);
    PanelModel plain = SampleStores.train(file, Covariates.NONE, SampleStores.options());
    SeriesSet set = plain.source().read(file);
    double[] without = first(plain, set);
    for (String column : List.of("temp", "wind")) {
      PanelModel model =
          SampleStores.train(file, SampleStores.past(column), SampleStores.options());
      assertThat(first(model, model.source().read(file))).isNotEqualTo(without);
    }
  }

  /** What past columns hold from the first tested place on changes not a bit of its forecast. */
  @Test
  void pastColumnsAreNotReadBeyondTheOrigin() throws IOException {
    Covariates covariates = SampleStores.past("temp", "wind");
    PanelSource source = SampleStores.SOURCE.withCovariates(covariates);
    String text = SampleStores.csv(0);
    SeriesSet set = source.read(SampleStores.write(folder, "a.csv", text));
    LocalDateTime last = SampleStores.START.plusDays(100).atStartOfDay();
    StringBuilder changed = new StringBuilder();
    for (String line : text.strip().split("\n", -1)) {
      boolean later = line.startsWith("2") && line.compareTo(last.toLocalDate() + "") > 0;
      String[] cells = line.split(",", -1);
      changed.append(
          later
              ? String.join(
                  ",", cells[0], cells[1], cells[2], cells[3], "999", "S", cells[6], cells[7])
              : line);
      changed.append('\n');
    }
    SeriesSet other = source.read(SampleStores.write(folder, "b.csv", changed.toString()));
    int[] known = {90, 90, 90, 90};
    PanelOptions options = SampleStores.options();
    for (Missing missing : List.of(Missing.LAST, Missing.INTERPOLATE, Missing.MASK)) {
      PanelOptions with = options.withInput(options.input().withMissing(missing));
      PanelSpec spec = PanelInput.specify(set, source, with, known);
      PanelSpec same = PanelInput.specify(other, source, with, known);
      assertThat(same.inputs()).isEqualTo(spec.inputs());
      for (int i = 0; i < 4; i++) {
        float[] a = new float[spec.steps() * spec.features()];
        float[] b = a.clone();
        new PreparedSeries(spec, set.list().get(i), 90).window(100, a, 0);
        new PreparedSeries(spec, other.list().get(i), 90).window(100, b, 0);
        assertThat(b).isEqualTo(a);
        new PreparedSeries(spec, set.list().get(i), 90).window(103, a, 0);
        new PreparedSeries(spec, other.list().get(i), 90).window(103, b, 0);
        assertThat(b).isNotEqualTo(a); // it is read once it is past
      }
    }
  }

  @Test
  void channelsByHand() throws IOException {
    Path file = stores("hand.csv", 3);
    PanelSource source =
        SampleStores.SOURCE.withCovariates(
            Covariates.of(
                List.of("temp", "wind"), List.of("promo"), List.of("kind", "size"), null));
    SeriesSet set = source.read(file);
    PanelSpec spec =
        PanelInput.specify(set, source, SampleStores.options(), new int[] {100, 100, 100, 100});
    assertThat(spec.inputs().past()).hasSize(4); // temp, N, NW, S
    assertThat(spec.inputs().past().get(2).category()).isEqualTo("NW");
    assertThat(spec.ahead()).isEqualTo(5 + 3); // promo of five days; city, land, size
    double[] temps = set.list().get(1).dated().column("temp");
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double[] all = set.list().get(i).dated().column("temp");
      for (int t = 0; t < 100; t++) {
        sum += all[t] / 400;
      }
    }
    Channel temp = spec.inputs().past().getFirst();
    assertThat(temp.mean()).isCloseTo(sum, within(1e-9));

    PreparedSeries one = new PreparedSeries(spec, set.list().get(1), 100);
    float[] window = new float[spec.steps() * spec.features()];
    one.window(110, window, 0);
    int at = 7 + CalendarTerm.size(spec.calendar());
    double expected = (temps[110 - 14 + 9] - temp.mean()) / temp.deviation();
    assertThat((double) window[spec.features() + at + 2]).isCloseTo(expected, within(1e-5));

    double[] promo = set.list().get(1).dated().column("promo");
    double[] later = set.list().get(1).dated().ahead("promo");
    assertThat(later).hasSize(3);
    float[] ahead = new float[spec.ahead()];
    one.ahead(118, ahead, 0); // two days of the series, then two ahead, then none known
    Channel known = spec.inputs().known().getFirst();
    assertThat(ahead[0]).isEqualTo((float) known.read(promo[118]));
    assertThat(ahead[2]).isEqualTo((float) known.read(later[0]));
    assertThat(ahead[4]).isEqualTo((float) known.read(later[2]));
    assertThat(ahead[5]).isEqualTo(0f); // not in a city
    assertThat(ahead[6]).isEqualTo(1f);
    assertThat((double) ahead[7]).isCloseTo(-50 / Math.sqrt(12500), within(1e-6));
  }

  @Test
  void savedAndLoadedItForecastsTheSame() throws IOException {
    Path file = stores("saved.csv", SampleStores.HORIZON);
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
    Path file = stores("before.csv", 0);
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

  @Test
  void aNewCategoryIsNoneOfThoseKnown() throws IOException {
    Path file = stores("cat.csv", 0);
    PanelModel model =
        SampleStores.train(
            file,
            Covariates.of(List.of("wind"), List.of(), List.of("kind"), null),
            SampleStores.options());
    String text = SampleStores.csv(0).replace("land", "lake");
    int lastRow = text.lastIndexOf("\n2020");
    text = text.substring(0, lastRow) + text.substring(lastRow).replaceFirst("(N|NW|S),", "E,");
    SeriesSet set = model.source().read(SampleStores.write(folder, "cat2.csv", text));
    assertThat(set.notes().of(DataNote.Kind.UNKNOWN_CATEGORY))
        .hasSize(2)
        .anySatisfy(note -> assertThat(note.message()).contains("'wind'", "1 value", "'E'"))
        .anySatisfy(note -> assertThat(note.message()).contains("'kind'", "lake"));
    PreparedSeries last = new PreparedSeries(model.spec(), set.list().get(3));
    float[] window = new float[model.spec().steps() * model.spec().features()];
    last.window(SampleStores.DAYS, window, 0);
    int at = model.spec().features() + 7 + CalendarTerm.size(model.spec().calendar()) + 6;
    assertThat(List.of(window[at], window[at + 7], window[at + 14])).containsOnly(0f);
    assertThat(model.forecasts(set)).hasSize(4);
  }

  private static void refused(Covariates covariates, String text, String... parts) {
    assertThatThrownBy(
            () -> {
              Path file = SampleStores.write(folder, "bad.csv", text);
              SampleStores.train(file, covariates, SampleStores.options());
            })
        .isInstanceOf(BadInput.class)
        .message()
        .contains(parts);
  }

  @Test
  void whatCannotBeACovariateIsRefused() {
    String text = SampleStores.csv(0);
    refused(SampleStores.past("tmep"), text, "no column 'tmep'", "Did you mean 'temp'?");
    refused(SampleStores.known("sold"), text, "column 'sold' is the target");
    refused(SampleStores.past("date"), text, "column 'date' is the times");
    refused(SampleStores.past("store"), text, "column 'store' is a key of the series");
    refused(SampleStores.constant("sold"), text, "column 'sold' is the target");
    refused(SampleStores.constant("kidn"), text, "Did you mean 'kind'?");
    refused(SampleStores.constant("wind"), text, "column 'wind'", "static feature is the same");
    int digit = text.indexOf(",1000\n2020-01-05");
    int line = text.lastIndexOf('\n', digit);
    String cell = text.substring(line + 1, digit).split(",", -1)[4];
    String slip =
        text.substring(0, line) + text.substring(line).replaceFirst("," + cell + ",", ",cold,");
    refused(SampleStores.past("temp"), slip, "line 5, column 'temp': found 'cold'");
    StringBuilder next = new StringBuilder("date,store,sold,tomorrow\n");
    double[] sold = SamplePanel.series(90, 3);
    for (int t = 0; t + 1 < sold.length; t++) {
      next.append(SampleStores.START.plusDays(t)).append(",s0,");
      next.append(sold[t]).append(',').append(2 * sold[t + 1] - 5).append('\n');
    }
    refused(SampleStores.past("tomorrow"), next.toString(), "--past tomorrow", "1 step later");
    assertThatThrownBy(() -> Covariates.of(List.of("a"), List.of("a"), List.of(), null))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("'a' is named twice");
    assertThatThrownBy(() -> PanelSource.rows().withCovariates(SampleStores.past("a")))
        .hasMessageContaining("no times");
    assertThatThrownBy(() -> PanelSource.wide().withCovariates(SampleStores.constant("a")))
        .hasMessageContaining("--static");
  }

  @Test
  void missingRowsAheadAreNamed() throws IOException {
    Path whole = stores("whole.csv", SampleStores.HORIZON);
    PanelModel model =
        SampleStores.train(whole, SampleStores.known("promo"), SampleStores.options());
    Path few = stores("few.csv", 3);
    assertThatThrownBy(() -> model.forecasts(model.source().read(few)))
        .isInstanceOf(BadInput.class)
        .message()
        .contains("few.csv, series 's0': column 'promo'", "2020-05-03, 2020-05-04", "5 times")
        .doesNotContain("2020-05-02,");
    // a run of the last horizon kept apart does without, and gives no forecast
    PanelSource source = SampleStores.SOURCE.withCovariates(SampleStores.known("promo"));
    PanelRun run =
        PanelRun.of(few, null, source, SampleStores.options(), PanelTraining.Phases.NONE);
    assertThat(run.outcome().forecasts()).isEmpty();
    assertThat(run.outcome().comparison().model()).hasSize(4);
  }

  @Test
  void aWideTableSharesItsColumns() throws IOException {
    StringBuilder text = new StringBuilder("date,a,b,temp\n");
    for (int t = 0; t < 60; t++) {
      text.append(SampleStores.START.plusDays(t)).append(',');
      text.append(10 + t % 7).append(',').append(50 - t % 7).append(',').append(t % 5).append('\n');
    }
    Path file = SampleStores.write(folder, "wide.csv", text.toString());
    SeriesSet set = PanelSource.wide().withCovariates(SampleStores.past("temp")).read(file);
    assertThat(set.ids()).containsExactly("a", "b");
    assertThat(set.get("b").dated().column("temp")).startsWith(0, 1, 2, 3, 4, 0);
  }
}
