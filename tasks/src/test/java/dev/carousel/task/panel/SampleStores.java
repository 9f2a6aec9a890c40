package dev.carousel.task.panel;

import dev.carousel.task.panel.PanelOptions.CellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A long table of stores: sold by the day, driven by promotions known ahead; weather and wind known
 * up to today; a kind and a size of each store.
 */
final class SampleStores {
  static final LocalDate START = LocalDate.of(2020, 1, 1);
  static final int DAYS = 120;
  static final int HORIZON = 5;
  static final PanelSource SOURCE = PanelSource.longTable("sold", "store");

  private SampleStores() {}

  /** The table; the last days have no target. */
  static String csv(int ahead) {
    StringBuilder text = new StringBuilder("date,store,sold,promo,temp,wind,kind,size\n");
    for (int s = 0; s < 4; s++) {
      Random random = new Random(40 + s);
      for (int t = 0; t < DAYS + ahead; t++) {
        int promo = random.nextInt(4) == 0 ? 1 : 0;
        double temp = 10 + 5 * random.nextGaussian();
        String wind = List.of("N", "NW", "S").get(random.nextInt(3));
        double sold = (100 + 10 * s) * (1 + 0.5 * promo) + random.nextGaussian();
        text.append(START.plusDays(t)).append(",s").append(s).append(',');
        text.append(t < DAYS ? String.format(Locale.ROOT, "%.2f", sold) : "").append(',');
        text.append(promo).append(String.format(Locale.ROOT, ",%.2f,", temp)).append(wind);
        text.append(s % 2 == 0 ? ",city," : ",land,").append(1000 + 100 * s).append('\n');
      }
    }
    return text.toString();
  }

  /** A file of the table. */
  static Path file(Path folder, String name, int ahead) throws IOException {
    return write(folder, name, csv(ahead));
  }

  static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  static Covariates past(String... columns) {
    return Covariates.of(List.of(columns), List.of(), List.of(), null);
  }

  static Covariates known(String... columns) {
    return Covariates.of(List.of(), List.of(columns), List.of(), null);
  }

  static Covariates constant(String... columns) {
    return Covariates.of(List.of(), List.of(), List.of(columns), null);
  }

  static PanelOptions options() {
    return PanelOptions.horizon(HORIZON)
        .withNetwork(new PanelOptions.NetworkOptions(CellKind.LSTM, 8, 0.1, 1, List.of(0.5)))
        .withInput(
            new PanelOptions.InputOptions(14, 7, Scaling.MEAN, false, false, true, Missing.LAST))
        .withTraining(
            new PanelOptions.TrainingOptions(4, 400, 16, 0.005, PanelOptions.LossKind.MAE))
        .withCombine(false);
  }

  static PanelModel train(Path file, Covariates covariates, PanelOptions options)
      throws IOException {
    PanelSource source = SOURCE.withCovariates(covariates);
    PanelTraining.Result result =
        PanelTraining.train(source.read(file), source, options, PanelTraining.Phases.NONE);
    return result.model();
  }
}
