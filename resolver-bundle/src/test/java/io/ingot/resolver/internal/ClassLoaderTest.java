// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ImageInfo;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.testing.service.BodyView;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service in a class loader of its own: what a caller holds when it has left must not keep that loader. */
class ClassLoaderTest {
    @ParameterizedTest
    @EnumSource
    void classLoaderOfADepartedServiceIsCollectedWhileItsResultsAreHeld(BodyView view, @TempDir Path folder)
            throws Exception {
        compile(folder);
        try (ResolverFixture fixture = new ResolverFixture(Map.of("retries", 0));
                Call call = Call.start()) {
            List<Object> held = new ArrayList<>();
            WeakReference<ClassLoader> loader = useAndLeave(view, folder, fixture, call, held);

            await().until(() -> {
                System.gc();
                return loader.get() == null;
            });
            assertThat(held).hasSize(9).doesNotContainNull();
        }
    }

    /** In a frame of its own, whose locals are gone when it returns. */
    private static WeakReference<ClassLoader> useAndLeave(
            BodyView view, Path folder, ResolverFixture fixture, Call call, List<Object> held) throws Exception {
        URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ImageService.class.getClassLoader());
        ImageService service = (ImageService)
                loader.loadClass("toy.ForeignService").getDeclaredConstructor().newInstance();
        FakeService registered = fixture.register("toy", service);

        ImageInfo info = fixture.resolver.show(ResolverFixture.request("toy:image"), call);
        ImageSource.Bytes source =
                (ImageSource.Bytes) fixture.resolver.open(ResolverFixture.request("toy:image"), info, call);
        Body idle = source.read(0, 100, call);
        assertThat(view.read(idle)).isEqualTo('x');
        Body broken = source.read(3, 100, call);
        held.add(catchThrowable(() -> view.read(broken)));
        held.add(catchThrowable(() -> fixture.resolver.show(ResolverFixture.request("toy:fails"), call)));
        held.add(catchThrowable(() -> fixture.resolver.show(ResolverFixture.request("toy:breaks"), call)));
        held.add(info);
        held.add(source);
        held.add(source.file());
        held.add(idle);
        held.add(broken);

        Blocked blocked = new Blocked(view, source, call);
        blocked.start();
        registered.unregister();
        fixture.resolver.unbindService(registered.getServiceReference());
        blocked.join();
        held.add(blocked.seen);
        loader.close();
        return new WeakReference<>(loader);
    }

    private static void compile(Path folder) throws Exception {
        Path file = Files.createDirectories(folder.resolve("toy")).resolve("ForeignService.java");
        Files.writeString(file, FOREIGN);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(status).isZero();
    }

    /** A reader whom the departure finds inside the service. */
    private static final class Blocked extends Thread {
        private final BodyView view;
        private final ImageSource.Bytes source;
        private final Call call;
        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile Object seen = "nothing";

        Blocked(BodyView view, ImageSource.Bytes source, Call call) {
            this.view = view;
            this.source = source;
            this.call = call;
        }

        @Override
        public synchronized void start() {
            super.start();
            await().until(() -> begun.getCount() == 0 && getState() == State.WAITING);
        }

        @Override
        public void run() {
            Throwable thrown = catchThrowable(() -> {
                try (Body body = source.read(7, 100, call)) {
                    begun.countDown();
                    view.read(body);
                }
            });
            seen = thrown;
        }
    }

    private static final String FOREIGN = """
            package toy;

            import io.ingot.image.*;
            import io.ingot.image.spi.*;
            import java.io.*;
            import java.nio.ByteBuffer;
            import java.nio.channels.ReadableByteChannel;
            import java.nio.file.*;
            import java.util.*;
            import java.util.concurrent.CountDownLatch;

            public final class ForeignService implements ImageService {
                static final ThreadLocal<Object> LEFT_BEHIND = new ThreadLocal<>();

                static final class ForeignMap extends TreeMap<String, String> {
                    ForeignMap() {
                        super(new ForeignOrder());
                        put("os_distro", "debian");
                    }
                }

                static final class ForeignOrder implements Comparator<String> {
                    @Override
                    public int compare(String one, String other) {
                        return one.compareTo(other);
                    }
                }

                static final class ForeignList extends ArrayList<Checksum> {
                    ForeignList() {
                        add(new Checksum("sha256", "0".repeat(64)));
                    }
                }

                static final class ForeignKey {}

                static final class ForeignFailure extends RuntimeException {}

                @Override
                public ImageInfo show(ImageRequest request, Call call) throws ImageException {
                    LEFT_BEHIND.set(this);
                    call.onCancel(() -> LEFT_BEHIND.set(this));
                    switch (request.reference().path()) {
                        case "fails":
                            throw new ImageException(ErrorCode.NOT_FOUND, "no such image", new ForeignFailure());
                        case "breaks":
                            throw new ForeignFailure();
                        default:
                            return ImageInfo.builder()
                                    .version("1")
                                    .properties(new ForeignMap())
                                    .checksums(new ForeignList())
                                    .build();
                    }
                }

                @Override
                public ImageSource open(ImageRequest request, ImageInfo info, Call call) {
                    return new ForeignBytes();
                }

                static final class ForeignBytes implements ImageSource.Bytes {
                    @Override
                    public Body read(long offset, long limit, Call call) {
                        CountDownLatch ended = new CountDownLatch(1);
                        call.onCancel(ended::countDown);
                        call.child();
                        ForeignStream stream = new ForeignStream(offset, ended);
                        return Body.of(stream, offset, OptionalLong.empty()).withChannel(new ForeignChannel(stream));
                    }

                    @Override
                    public Optional<ImageSource.LocalFile> file() {
                        return Optional.of(new ImageSource.LocalFile(Path.of("/image"), new ForeignKey()));
                    }
                }

                record ForeignChannel(InputStream stream) implements ReadableByteChannel {
                    @Override
                    public int read(ByteBuffer target) throws IOException {
                        target.put((byte) stream.read());
                        return 1;
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }

                    @Override
                    public void close() {}
                }

                static final class ForeignStream extends InputStream {
                    private final long offset;
                    private final CountDownLatch ended;

                    ForeignStream(long offset, CountDownLatch ended) {
                        this.offset = offset;
                        this.ended = ended;
                    }

                    @Override
                    public int read() throws IOException {
                        if (offset == 0) {
                            return 'x';
                        }
                        if (offset == 3) {
                            throw new IOException("reset", new ForeignFailure());
                        }
                        try {
                            ended.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        throw new ForeignFailure();
                    }
                }
            }
            """;
}
