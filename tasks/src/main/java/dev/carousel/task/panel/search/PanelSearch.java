package dev.carousel.task.panel.search;

import dev.carousel.BadInput;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.train.TrainingDiverged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries kinds of models by what one network of each makes of validation time: all kinds small, then
 * those that did best in their full size, as long as the budget holds that and the training of the
 * best. The first is always tried. Given the trials that fit the budget the choice is the same
 * again; how many fit depends on the machine.
 */
public final class PanelSearch {
  private static final int LARGE = 2; // kinds that are tried in full size

  private final PanelOptions base;
  private final SeriesSet set;
  private final double budget; // seconds
  private final Measure measure;
  private final TrialLog log;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Candidate> tried = new ArrayList<>(); // of each trial

  /** How a candidate is measured. */
  public interface Measure {
    /**
     * Its score on validation time, less is better.
     *
     * @return null if asked to stop before it is known
     */
    @Nullable Double of(Candidate candidate);
  }

  /**
   * A choice and how it came about.
   *
   * @param options of the best; null if the search was stopped
   * @param name of the best; empty if the search was stopped
   * @param trials in the order tried
   */
  public record Result(@Nullable PanelOptions options, String name, List<Trial> trials) {}

  private PanelSearch(
      PanelOptions base, SeriesSet set, Duration budget, Measure measure, TrialLog log) {
    this.base = base;
    this.set = set;
    this.budget = budget.toNanos() / 1e9;
    this.measure = measure;
    this.log = log;
  }

  /**
   * Searches.
   *
   * @param base what all candidates have in common, and the size of the full ones
   * @param set what they learn from
   * @param budget for the search and the training of what is chosen
   * @param measure trains and measures one
   * @param log of trials that were done before; new ones are added
   * @throws BadInput if the series cannot be forecast
   */
  public static Result of(
      PanelOptions base, SeriesSet set, Duration budget, Measure measure, TrialLog log) {
    return new PanelSearch(base, set, budget, measure, log).search();
  }

  private Result search() {
    for (Candidate one : Candidate.small(base, set)) {
      if (!tries(one)) {
        return new Result(null, "", trials);
      }
    }
    for (Candidate one : promising()) {
      if (!tries(one)) {
        return new Result(null, "", trials);
      }
    }
    Candidate best = tried.get(best());
    return new Result(best.options(), best.name(), trials);
  }

  /** The kinds that did best when they were small, in full size. */
  private List<Candidate> promising() {
    List<Candidate> full = Candidate.full(base, set);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < full.size(); i++) {
      if (trials.get(i).score() != null) {
        order.add(i);
      }
    }
    order.sort(Comparator.comparingDouble(i -> score(i)));
    return order.stream().limit(LARGE).map(full::get).toList();
  }

  /** Tries one, if there is time; false if asked to stop. */
  private boolean tries(Candidate one) {
    Trial known = log.find(one.name());
    if (known == null && !trials.isEmpty() && !fits(one)) {
      known = new Trial(one.name(), null, 0, "no time left");
      log.add(known);
    }
    if (known == null) {
      known = measured(one);
      if (known == null) {
        return false;
      }
      log.add(known);
    }
    trials.add(known);
    tried.add(one);
    return true;
  }

  private @Nullable Trial measured(Candidate one) {
    long start = System.nanoTime();
    try {
      Double score = measure.of(one);
      double seconds = (System.nanoTime() - start) / 1e9;
      return score == null ? null : new Trial(one.name(), score, seconds, "");
    } catch (TrainingDiverged e) {
      return new Trial(one.name(), null, (System.nanoTime() - start) / 1e9, "diverged");
    } catch (BadInput e) {
      if (trials.isEmpty()) {
        throw e;
      }
      return new Trial(one.name(), null, 0, String.valueOf(e.getMessage()));
    }
  }

  /** Whether the budget holds this, and then the training of the best in all its members. */
  private boolean fits(Candidate one) {
    double spent = trials.stream().mapToDouble(Trial::seconds).sum();
    double last = trials.get(best()).seconds() * (1 + base.network().members());
    return spent + rate(one) * one.work(set) + last <= budget;
  }

  /** Seconds for a unit of work: of the same kind, or of the slowest while it was not tried. */
  private double rate(Candidate one) {
    double slowest = 0;
    for (int i = 0; i < trials.size(); i++) {
      double rate = trials.get(i).seconds() / tried.get(i).work(set);
      if (rate > 0 && tried.get(i).kind().equals(one.kind())) {
        return rate;
      }
      slowest = Math.max(slowest, rate);
    }
    return slowest;
  }

  /** The trial with the least score. */
  private int best() {
    int best = 0;
    for (int i = 1; i < trials.size(); i++) {
      best = score(i) < score(best) ? i : best;
    }
    return best;
  }

  private double score(int trial) {
    Double score = trials.get(trial).score();
    return score == null || score.isNaN() ? Double.POSITIVE_INFINITY : score;
  }
}
