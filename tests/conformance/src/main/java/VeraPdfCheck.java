import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.processor.reports.enums.JobEndStatus;

/**
 * Validates PDF files against PDF/UA-1 and PDF/A-2a with veraPDF, all in one JVM.
 *
 * <p>Prints one line a file and standard, and below a failing one the broken rules. Exit status:
 * 0 when every file conforms to both, 1 when one does not or cannot be read, 2 without files.
 */
public final class VeraPdfCheck {

    private record Standard(String name, PDFAFlavour flavour) { }

    private static final List<Standard> STANDARDS = List.of(
            new Standard("PDF/UA-1", PDFAFlavour.PDFUA_1),
            new Standard("PDF/A-2a", PDFAFlavour.PDFA_2_A));

    /** A rule broken in a hundred places is shown with the first few of them. */
    private static final int PLACES_SHOWN = 3;

    public static void main(String[] files) {
        if (files.length == 0) {
            System.err.println("usage: VeraPdfCheck FILE.pdf...");
            System.exit(2);
        }
        // The library logs what it repairs while reading; what matters comes back as a result.
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();

        int failed = 0;
        for (String file : files) {
            for (Standard standard : STANDARDS) {
                if (!conforms(file, standard)) {
                    failed++;
                }
            }
        }
        int checks = files.length * STANDARDS.size();
        System.out.printf("veraPDF: %d file(s), %d check(s), %d failed%n", files.length, checks, failed);
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean conforms(String file, Standard standard) {
        String subject = standard.name() + " " + file;
        PDFAFlavour flavour = standard.flavour();
        // The flavour is given, so that the file is held to it whatever its metadata claim.
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance()
                     .createValidator(flavour, PLACES_SHOWN, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) {
                System.out.println("FAIL " + subject + ": validation ended early: " + result.getJobEndStatus());
                return false;
            }
            if (result.isCompliant()) {
                System.out.println("PASS " + subject);
                return true;
            }
            System.out.println("FAIL " + subject);
            printBrokenRules(result);
            return false;
        } catch (Exception | StackOverflowError e) {
            // Damaged files make the library throw unchecked exceptions too; none of them may pass.
            System.out.println("FAIL " + subject + ": cannot be read: " + e);
            return false;
        }
    }

    private static void printBrokenRules(ValidationResult result) {
        Map<String, StringBuilder> rules = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() != TestAssertion.Status.FAILED) {
                continue;
            }
            RuleId rule = assertion.getRuleId();
            Integer times = result.getFailedChecks().get(rule);
            rules.computeIfAbsent("clause " + rule.getClause() + ", test " + rule.getTestNumber(),
                    name -> new StringBuilder("  " + name + " (" + times + "x): " + assertion.getMessage()))
                    .append("\n    at ").append(assertion.getLocation().getContext())
                    .append("\n      ").append(assertion.getErrorMessage());
        }
        rules.values().forEach(System.out::println);
    }
}
