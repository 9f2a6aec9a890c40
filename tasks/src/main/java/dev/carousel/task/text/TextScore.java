package dev.carousel.task.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * How well a model predicts a text.
 *
 * @param nats mean of {@code -ln p} over the tokens
 * @param perplexity {@code e^nats}
 * @param bitsPerCharacter {@code -log2 p} of all characters that were predicted, by their number;
 *     null for words
 * @param tokens number of tokens predicted
 * @param oov pieces of text that are not in the vocabulary: predicted as the token for all unknown
 *     ones; passed over by characters that have no such token
 */
@JsonPropertyOrder({"nats", "perplexity", "bits_per_char", "tokens", "oov"})
public record TextScore(
    double nats,
    double perplexity,
    @JsonProperty("bits_per_char") @Nullable Double bitsPerCharacter,
    long tokens,
    long oov) {

  /**
   * The score of a text.
   *
   * @param nats sum of {@code -ln p} over its tokens
   */
  public static TextScore of(Corpus corpus, double nats) {
    double mean = nats / corpus.size();
    Double bits = corpus.characters() == 0 ? null : nats / StrictMath.log(2) / corpus.characters();
    return new TextScore(mean, StrictMath.exp(mean), bits, corpus.size(), corpus.unseen());
  }
}
