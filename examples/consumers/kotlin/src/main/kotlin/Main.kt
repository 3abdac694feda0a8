package io.github.foretoken.example

import io.github.foretoken.Acceleration
import io.github.foretoken.Kernel
import io.github.foretoken.Matrix
import io.github.foretoken.descent.ForwardSubstitution
import io.github.foretoken.example.definition.PlainKaczmarz
import io.github.foretoken.forecast.Forecaster

fun main() {
    val count = 2_000
    val data = PlainKaczmarz.tokens(count)
    println(Acceleration.describe())
    val predictions = ForwardSubstitution.of(Kernel.gaussian(2.0)).predict(Matrix.of(data, count, 4))
    PlainKaczmarz.compare(predictions.row(count - 1), PlainKaczmarz.forecast(data, 4, 2.0))

    val forecaster = Forecaster.of(4).horizon(12).build()
    data.asList().chunked(4).forEach { forecaster.observe(*it.toDoubleArray()) }
    val ahead = forecaster.forecast()
    println("in 12 steps: ${ahead.mean(12).first()}, in 90 % of cases from ${ahead.lower(0.9, 12).first()} to ${ahead.upper(0.9, 12).first()}")
}
