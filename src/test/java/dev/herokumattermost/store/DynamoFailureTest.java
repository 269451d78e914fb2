package dev.herokumattermost.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.herokumattermost.store.StoreException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class DynamoFailureTest {

  @ParameterizedTest
  @CsvSource({
    "400, ResourceNotFoundException,              TABLE_MISSING",
    "400, AccessDeniedException,                  DENIED",
    "400, UnrecognizedClientException,            DENIED",
    "400, ExpiredTokenException,                  DENIED",
    "400, ProvisionedThroughputExceededException, THROTTLED",
    "400, ThrottlingException,                    THROTTLED",
    "400, RequestLimitExceeded,                   THROTTLED",
    "400, KMSInvalidStateException,               KEY_UNUSABLE",
    "403, '',                                     DENIED",
    "400, ValidationException,                    REFUSED",
    "500, InternalServerError,                    UNAVAILABLE",
    "503, ServiceUnavailable,                     UNAVAILABLE"
  })
  void errorCodeTellsTheReason(int status, String code, Reason reason) {
    assertThat(DynamoFailure.of(answer(status, code), "read table t").reason()).isEqualTo(reason);
  }

  @Test
  void messageNamesTableCodeRequestAndFix() {
    assertThat(DynamoFailure.of(answer(400, "AccessDeniedException"), "read table t"))
        .hasMessage(
            "could not read table t: AccessDeniedException (HTTP 400, request REQ1); the role"
                + " needs dynamodb:Query, GetItem, PutItem and DeleteItem on the table");
  }

  @Test
  void noAnswerInTimeIsUnavailable() {
    var failure = DynamoFailure.of(ApiCallTimeoutException.create(3000), "read table t");

    assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("no answer (ApiCallTimeoutException)");
  }

  private static DynamoDbException answer(int status, String code) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(status)
            .requestId("REQ1")
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}
