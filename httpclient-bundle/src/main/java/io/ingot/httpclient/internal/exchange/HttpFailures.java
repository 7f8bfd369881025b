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

/** The one place where what the JDK and the library throw becomes an error of ours. No message holds a secret. */
final class HttpFailures {
    private static final int MAX_DEPTH = 16;

    private HttpFailures() {}

    /**
     * Of a connection that did not come about.
     *
     * @param peer what was connected to: a host and its port, or a proxy
     */
    static ImageException connecting(String doing, String peer, IOException e) {
        if (cause(e, ImageException.class) != null) {
            return ImageException.from(e, doing);
        }
        String where = doing + ": ";
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
            return answering(doing, e);
        }
        if (cause(e, SSLException.class) != null) {
            return handshake(where, peer, e);
        }
        return new ImageException(ErrorCode.TRANSFER_FAILED, where + "no connection to " + peer + ": " + fact(e), e);
    }

    /** Of an answer whose header did not come, or cannot be used. */
    static ImageException answering(String doing, Exception e) {
        return transferring(doing, isProtocolError(e) ? "the answer is not valid HTTP" : "no answer", e);
    }

    /** Of a body that broke. */
    static ImageException reading(String doing, IOException e) {
        return transferring(doing, "the body broke", e);
    }

    private static ImageException handshake(String where, String peer, IOException e) {
        if (cause(e, EOFException.class) != null || cause(e, SocketException.class) != null) {
            return new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    where + "the connection to " + peer + " broke in the TLS handshake: " + fact(e),
                    e);
        }
        if (cause(e, GeneralSecurityException.class) != null || cause(e, SSLPeerUnverifiedException.class) != null) {
            boolean unknownAuthority = cause(e, CertPathBuilderException.class) != null;
            return new ImageException(
                    ErrorCode.UNTRUSTED,
                    where + "the certificate of " + peer + " is not trusted: " + fact(e)
                            + (unknownAuthority
                                    ? "; if it should be, name the file of its authority in " + HttpClientSettings.PID
                                            + "/caFile"
                                    : ""),
                    e);
        }
        return new ImageException(
                ErrorCode.UNTRUSTED,
                where + "no TLS with " + peer + ": " + fact(e)
                        + "; make sure that it speaks https, and for a server of TLS 1.2 set "
                        + HttpClientSettings.PID + "/tlsMinimumVersion=1.2",
                e);
    }

    private static ImageException transferring(String doing, String what, Exception e) {
        if (e instanceof IOException io && cause(io, ImageException.class) != null) {
            return ImageException.from(io, doing + ": " + what);
        }
        ResponseException unusable = cause(e, ResponseException.class);
        if (unusable != null) {
            ImageException failure = new ImageException(unusable.code(), doing + ": " + unusable.getMessage(), e);
            return unusable.lasting() ? failure.nonRetryable() : failure;
        }
        ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, doing + ": " + what + ": " + fact(e), e);
        return isProtocolError(e) ? failure.nonRetryable() : failure;
    }

    /** Whether the server said what no server may say, and will say it again. */
    private static boolean isProtocolError(Exception e) {
        boolean cut = e instanceof TruncatedChunkException || e instanceof ConnectionClosedException;
        return !cut
                && (e instanceof HttpException
                        || e instanceof MessageConstraintException
                        || e instanceof MalformedChunkCodingException);
    }

    /** What happened, without a subject. */
    static String fact(Exception e) {
        if (e instanceof SocketTimeoutException) {
            return "nothing came within the time that " + HttpClientSettings.PID + "/responseTimeoutMillis allows";
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
