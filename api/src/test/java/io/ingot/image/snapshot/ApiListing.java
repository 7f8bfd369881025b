// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of types that others compile against, as text: one line for each type and member, in a fixed order. */
final class ApiListing {
    private static final List<String> ROLES = List.of("ConsumerType", "ProviderType");
    private static final List<String> OF_ALL_RECORDS = List.of("equals", "hashCode", "toString");
    private static final String ROLE = "Lorg/osgi/annotation/versioning/%s;";

    private ApiListing() {}

    /** Lists a type and its members, each line with its end. */
    static String of(Class<?> type) {
        return Stream.of(Stream.of(header(type)), components(type), constants(type), fields(type), methods(type))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Tells whether code outside the package of the type can name it. */
    static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers())
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String header(Class<?> type) {
        StringJoiner header = new StringJoiner(" ");
        role(type).ifPresent(role -> header.add("@" + role));
        annotations(type.getDeclaredAnnotations()).forEach(header::add);
        modifiers(type).forEach(header::add);
        header.add(kind(type)).add(type.getName() + parameters(type));
        Optional.ofNullable(type.getGenericSuperclass())
                .filter(parent -> type.getSuperclass() != Object.class && !type.isEnum() && !type.isRecord())
                .ifPresent(parent -> header.add("extends " + name(parent)));
        list(type.getGenericInterfaces(), ApiListing::name)
                .ifPresent(names -> header.add((type.isInterface() ? "extends " : "implements ") + names));
        if (type.isSealed()) {
            list(type.getPermittedSubclasses(), Class::getName).ifPresent(names -> header.add("permits " + names));
        }
        return header.toString();
    }

    /** The role is kept in the class file alone: reflection does not show it. */
    private static Optional<String> role(Class<?> type) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
            return ROLES.stream()
                    .filter(role -> text.contains(ROLE.formatted(role)))
                    .findFirst();
        } catch (IOException e) {
            throw new IllegalStateException("no class file of " + type, e);
        }
    }

    private static Stream<String> modifiers(Class<?> type) {
        int modifiers = type.getModifiers();
        if (type.isInterface()) {
            modifiers &= ~(Modifier.INTERFACE | Modifier.ABSTRACT | Modifier.STATIC);
        } else if (type.isEnum() || type.isRecord()) {
            modifiers &= ~(Modifier.FINAL | Modifier.STATIC | Modifier.ABSTRACT);
        }
        Stream<String> written = modifiers == 0 ? Stream.empty() : Stream.of(Modifier.toString(modifiers));
        return type.isSealed() ? Stream.concat(written, Stream.of("sealed")) : written;
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String parameters(Class<?> type) {
        return list(
                        type.getTypeParameters(),
                        parameter -> parameter.getName()
                                + list(parameter.getBounds(), ApiListing::name)
                                        .filter(bounds -> !bounds.equals("Object"))
                                        .map(bounds -> " extends " + bounds)
                                        .orElse(""))
                .map(names -> "<" + names + ">")
                .orElse("");
    }

    private static Stream<String> components(Class<?> type) {
        if (!type.isRecord()) {
            return Stream.empty();
        }
        return Arrays.stream(type.getRecordComponents()).map(ApiListing::component);
    }

    private static String component(RecordComponent component) {
        return "    component " + name(component.getAnnotatedType()) + " " + component.getName();
    }

    /** In the order of their declaration, which their ordinals follow. */
    private static Stream<String> constants(Class<?> type) {
        if (!type.isEnum()) {
            return Stream.empty();
        }
        return Arrays.stream(type.getEnumConstants()).map(constant -> "    constant " + ((Enum<?>) constant).name());
    }

    private static Stream<String> fields(Class<?> type) {
        return declared(type.getDeclaredFields())
                .filter(field -> !field.isEnumConstant())
                .map(field -> line(field, name(field.getAnnotatedType()) + " " + field.getName() + value(field)));
    }

    /** Compilers copy the value of a constant into those who use it. */
    private static String value(Field field) {
        boolean copied = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return copied && Modifier.isPublic(field.getModifiers()) ? " = " + field.get(null) : "";
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("unreadable constant " + field, e);
        }
    }

    private static Stream<String> methods(Class<?> type) {
        return Stream.concat(
                declared(type.getDeclaredConstructors()).map(ApiListing::constructor),
                declared(type.getDeclaredMethods())
                        .filter(method -> !isImplied(method))
                        .map(ApiListing::method));
    }

    private static String constructor(Constructor<?> constructor) {
        return line(constructor, "<init>" + signature(constructor));
    }

    private static String method(Method method) {
        String variables = list(
                        method.getTypeParameters(),
                        variable -> variable.getName() + " extends "
                                + list(variable.getBounds(), ApiListing::name).orElse("Object"))
                .map(names -> "<" + names + "> ")
                .orElse("");
        String value = method.getDefaultValue() == null ? "" : " default " + text(method.getDefaultValue());
        return line(
                method,
                (method.isDefault() ? "default " : "") + variables + name(method.getAnnotatedReturnType()) + " "
                        + method.getName() + signature(method) + value);
    }

    private static String text(Object value) {
        return value instanceof Object[] values ? Arrays.toString(values) : value.toString();
    }

    /** What every enum and every record has. */
    private static boolean isImplied(Method method) {
        Class<?> type = method.getDeclaringClass();
        String name = method.getName();
        if (type.isEnum()) {
            return name.equals("values") || name.equals("valueOf");
        }
        return type.isRecord() && (OF_ALL_RECORDS.contains(name) || isAccessor(method));
    }

    private static boolean isAccessor(Method method) {
        return Arrays.stream(method.getDeclaringClass().getRecordComponents())
                .anyMatch(component -> method.equals(component.getAccessor()));
    }

    private static String signature(Executable executable) {
        Parameter[] parameters = executable.getParameters();
        String written = Arrays.stream(parameters)
                .map(parameter -> name(parameter.getAnnotatedType()) + " " + parameter.getName())
                .collect(Collectors.joining(", ", "(", ")"));
        String thrown = list(executable.getGenericExceptionTypes(), ApiListing::name)
                .map(names -> " throws " + names)
                .orElse("");
        return (executable.isVarArgs() ? written.replaceFirst("\\[\\]( \\w+\\))$", "...$1") : written) + thrown;
    }

    private static <M extends Member> Stream<M> declared(M[] members) {
        return Arrays.stream(members)
                .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
                .sorted(Comparator.<M, String>comparing(Member::getName).thenComparing(Object::toString));
    }

    private static String line(Member member, String text) {
        int modifiers = member.getModifiers();
        if (member.getDeclaringClass().isInterface()) {
            modifiers &= ~(Modifier.PUBLIC | Modifier.ABSTRACT);
        }
        if (member instanceof Method) {
            // The bits of varargs and bridges are those of "transient" and "volatile".
            modifiers &= Modifier.methodModifiers();
        }
        String deprecated = member instanceof Executable executable && executable.isAnnotationPresent(Deprecated.class)
                ? "@Deprecated "
                : "";
        return "    " + deprecated + (modifiers == 0 ? "" : Modifier.toString(modifiers) + " ") + text;
    }

    private static Stream<String> annotations(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .map(Object::toString)
                .map(ApiListing::simple)
                .sorted();
    }

    private static <T> Optional<String> list(T[] items, Function<T, String> writer) {
        return items.length == 0
                ? Optional.empty()
                : Optional.of(Arrays.stream(items).map(writer).collect(Collectors.joining(", ")));
    }

    private static String name(java.lang.reflect.AnnotatedType type) {
        return simple(type.toString());
    }

    private static String name(Type type) {
        return simple(type.getTypeName());
    }

    /** Leaves out the packages that each reader knows. */
    private static String simple(String name) {
        return name.replaceAll("\\bjava\\.(lang|util|io|time|net|nio\\.file)\\.(?=@?[A-Z])", "")
                .replaceAll("\\borg\\.jspecify\\.annotations\\.", "")
                .replace("@Nullable()", "@Nullable");
    }
}
