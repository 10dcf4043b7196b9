package dev.warren.web;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// The sentences that stand in the sources and may come to be shown on a page.
final class SpokenSentences {

    private static final Path SOURCES = Path.of("src/main/java/dev/warren");

    /// What reads like a sentence or its format string.
    private static final Pattern SENTENCE = Pattern.compile("“.* .*|[\\p{Lu}%].* .*(?:\\.|\\w\\?|[.:] %s)");

    private static final Pattern LOGGING = Pattern.compile(
            "(?:LOG|log)\\.(?:log|trace|debug|info|warn|error)[fv]?|System\\.(?:out|err)\\..*|System\\.getLogger.*",
            Pattern.DOTALL);

    private SpokenSentences() {}

    /// @param unspoken files and packages whose sentences never come to a page
    static Set<String> except(Set<String> unspoken) throws IOException {
        var sentences = new TreeSet<String>();
        for (var literal : literals(unspoken)) {
            if (SENTENCE.matcher(literal).matches()) {
                sentences.add(literal);
            }
        }
        return sentences;
    }

    /// All texts of the sources, but not those of annotations and of lines of the log.
    static List<String> literals(Set<String> unspoken) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new ArrayList<String>();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var paths = Files.walk(SOURCES)) {
            var spoken = paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> isSpoken(SOURCES.relativize(path).toString(), unspoken))
                    .toList();
            var task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(spoken));
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Literals(found), null);
            }
        }
        return found;
    }

    private static boolean isSpoken(String file, Set<String> unspoken) {
        return !file.endsWith("Api.java")
                && unspoken.stream().noneMatch(each -> file.equals(each) || file.startsWith(each + "/"));
    }

    private static final class Literals extends TreeScanner<Void, Void> {

        private final List<String> found;

        Literals(List<String> found) {
            this.found = found;
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void none) {
            return null;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            return LOGGING.matcher(call.getMethodSelect().toString()).matches()
                    ? null
                    : super.visitMethodInvocation(call, none);
        }

        @Override
        public Void visitBinary(BinaryTree sum, Void none) {
            var text = text(sum);
            if (text == null) {
                return super.visitBinary(sum, none);
            }
            found.add(text);
            return null;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void none) {
            if (literal.getValue() instanceof String text) {
                found.add(text);
            }
            return null;
        }

        /// The text of a constant, which may be cut into lines.
        private static String text(Tree tree) {
            return switch (tree) {
                case LiteralTree literal when literal.getValue() instanceof String text -> text;
                case ParenthesizedTree inner -> text(inner.getExpression());
                case BinaryTree sum
                when sum.getKind() == Tree.Kind.PLUS -> {
                    var left = text(sum.getLeftOperand());
                    var right = text(sum.getRightOperand());
                    yield left == null || right == null ? null : left + right;
                }
                default -> null;
            };
        }
    }
}
