/** ONNX Runtime's side. */
package dev.carousel.bench.onnxruntime;
