// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** Translates exceptions of the JDK and the library into {@link ImageException}s. No message holds a secret. */
final class HttpFailures {
    private static final int MAX_DEPTH = 16;

    private HttpFailures() {}

    /**
     * Returns the failure of a connection that was not established.
     *
     * @param peer the host and port, or the proxy, that was connected to
     */
    static ImageException connectFailure(String operation, String peer, IOException e) {
        if (cause(e, ImageException.class) != null) {
            return ImageException.from(e, operation);
        }
        String where = operation + ": ";
        if (e instanceof UnknownHostException) {
            return new ImageException(ErrorCode.TRANSFER_FAILED, where + "no address is known for " + peer, e);
        }
        if (e instanceof ConnectTimeoutException) {
            return new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    where + "no connection to " + peer + " within the time that " + HttpClientSettings.PID
                            + "/connectTimeoutMillis allows",
                    e);
        }
        if (cause(e, ResponseException.class) != null) {
            return responseFailure(operation, e);
        }
        if (cause(e, SSLException.class) != null) {
            return handshakeFailure(where, peer, e);
        }
        return new ImageException(ErrorCode.TRANSFER_FAILED, where + "no connection to " + peer + ": " + reason(e), e);
    }

    /** Returns the failure of a response whose header did not arrive, or is not usable. */
    static ImageException responseFailure(String operation, Exception e) {
        return transferFailure(operation, isProtocolError(e) ? "the answer is not valid HTTP" : "no answer", e);
    }

    /** Returns the failure of a body that was interrupted. */
    static ImageException bodyFailure(String operation, IOException e) {
        return transferFailure(operation, "the body was interrupted", e);
    }

    private static ImageException handshakeFailure(String where, String peer, IOException e) {
        if (cause(e, EOFException.class) != null || cause(e, SocketException.class) != null) {
            return new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    where + "the connection to " + peer + " failed in the TLS handshake: " + reason(e),
                    e);
        }
        if (cause(e, GeneralSecurityException.class) != null || cause(e, SSLPeerUnverifiedException.class) != null) {
            boolean unknownAuthority = cause(e, CertPathBuilderException.class) != null;
            return new ImageException(
                    ErrorCode.UNTRUSTED,
                    where + "the certificate of " + peer + " is not trusted: " + reason(e)
                            + (unknownAuthority
                                    ? "; to trust it, name the file of its authority in " + HttpClientSettings.PID
                                            + "/caFile"
                                    : ""),
                    e);
        }
        return new ImageException(
                ErrorCode.UNTRUSTED,
                where + "no TLS with " + peer + ": " + reason(e)
                        + "; check that it speaks https, and for a server of TLS 1.2 set "
                        + HttpClientSettings.PID + "/tlsMinimumVersion=1.2",
                e);
    }

    private static ImageException transferFailure(String operation, String what, Exception e) {
        if (e instanceof IOException io && cause(io, ImageException.class) != null) {
            return ImageException.from(io, operation + ": " + what);
        }
        ResponseException unusable = cause(e, ResponseException.class);
        if (unusable != null) {
            ImageException failure = new ImageException(unusable.code(), operation + ": " + unusable.getMessage(), e);
            return unusable.isPermanent() ? failure.nonRetryable() : failure;
        }
        ImageException failure =
                new ImageException(ErrorCode.TRANSFER_FAILED, operation + ": " + what + ": " + reason(e), e);
        return isProtocolError(e) ? failure.nonRetryable() : failure;
    }

    /** Returns whether the server violated the protocol, as it will again. */
    private static boolean isProtocolError(Exception e) {
        boolean cut = e instanceof TruncatedChunkException || e instanceof ConnectionClosedException;
        return !cut
                && (e instanceof HttpException
                        || e instanceof MessageConstraintException
                        || e instanceof MalformedChunkCodingException);
    }

    /** Returns the reason of a failure, without a subject. */
    static String reason(Exception e) {
        if (e instanceof SocketTimeoutException) {
            return "no byte arrived within the time that " + HttpClientSettings.PID + "/responseTimeoutMillis allows";
        }
        if (e instanceof NoHttpResponseException) {
            return "the server closed the connection without one";
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
