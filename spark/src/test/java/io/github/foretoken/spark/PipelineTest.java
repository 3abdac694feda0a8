package io.github.foretoken.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.foretoken.spark.ml.ForecastEstimator;
import io.github.foretoken.spark.ml.ForecastModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages of a pipeline: saved, loaded, and the same as {@link Foretoken#forecast}. */
class PipelineTest {
    private static final SparkSession SPARK = LocalSpark.session();

    @TempDir
    private Path folder;

    /** Of season 12 all of them (seeds that 5 divides), the last one too short to show it. */
    private static Dataset<Row> seasonal() {
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < 25; id += 5) {
            rows.add(LocalSpark.row(id, LocalSpark.tokens(id, 96, 1), false));
        }
        rows.add(LocalSpark.row(25, LocalSpark.tokens(25, 26, 1), false));
        return SPARK.createDataFrame(rows, LocalSpark.schema(false));
    }

    @Test
    void aPipelineFindsWhatSequencesShareAndComesBackFromItsFiles() throws Exception {
        Dataset<Row> sequences = seasonal();
        assertThat(Foretoken.seasons(sequences, "values", Forecasting.ofSteps(1)).first().getInt(0)).isEqualTo(12);
        Pipeline pipeline = new Pipeline().setStages(
                new PipelineStage[]{new ForecastEstimator().setHorizon(3).setLevels(0.8, 0.95).setInputCol("values")});
        pipeline.write().overwrite().save(folder.resolve("pipeline").toString());
        PipelineModel fitted = Pipeline.load(folder.resolve("pipeline").toString()).fit(sequences);
        fitted.write().overwrite().save(folder.resolve("model").toString());
        PipelineModel model = PipelineModel.load(folder.resolve("model").toString());
        ForecastModel stage = (ForecastModel) model.stages()[0];
        assertThat(stage.getOrDefault(stage.season())).isEqualTo(12);
        Forecasting asked = Forecasting.ofSteps(3).withLevels(0.8, 0.95).withSeason(12);
        Dataset<Row> result = model.transform(sequences);
        assertThat(result.schema()).isEqualTo(model.transformSchema(sequences.schema()));
        for (Row row : result.collectAsList()) {
            double[][] tokens = LocalSpark.tokens(row.getInt(0), row.getInt(0) == 25 ? 26 : 96, 1);
            assertThat(LocalSpark.numbers(row.getStruct(2).get(0))).isDeepEqualTo(LocalSpark.means(tokens, asked));
        }
    }

    @Test
    void aModelNeedsNoEstimator() {
        Row row = new ForecastModel().setHorizon(2).transform(seasonal()).filter("id = 5").first();
        assertThat(LocalSpark.numbers(row.getStruct(2).get(0)))
                .isDeepEqualTo(LocalSpark.means(LocalSpark.tokens(5, 96, 1), Forecasting.ofSteps(2)));
        assertThatThrownBy(() -> new ForecastModel().setInputCol("id").transform(seasonal()))
                .hasMessageContaining("column id is int");
        assertThatThrownBy(() -> new ForecastModel().setHorizon(0).transform(seasonal()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
