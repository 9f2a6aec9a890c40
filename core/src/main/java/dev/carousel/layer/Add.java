package dev.carousel.layer;

/**
 * The sum of its inputs, all of one shape: residual connections. A step of the result is there if
 * it is in all of them.
 */
public record Add() implements Merging {
  @Override
  public String kind() {
    return "add";
  }

  @Override
  public Merge merge() {
    return Merge.SUM;
  }
}
