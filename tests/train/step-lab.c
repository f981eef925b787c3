/* step-lab.c — tests of what the observer says about gradients: how they lie to one another, and
 * what each balancer would do with them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-project.h"

#include "core/base/clock.h"
#include "core/train/engine.h"
#include "core/train/gradients.h"
#include "core/train/step-lab.h"

#include <math.h>
#include <string.h>

/* The one result of a job on a run that stands still after @steps. */
static gpointer
ask (TdPlan *plan, guint64 steps, const TdJobKind *kind, gpointer question)
{
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = NULL;
  double start = td_clock_now ();
  gpointer result = NULL;
  TdJob *job;

  if (steps > 0)
    td_trainer_run (trainer, &(TdRunLimits) { .steps = steps });
  g_assert_true (td_trainer_wait (trainer, -1));
  observer = td_observer_new (trainer);
  job = td_observer_add (observer, kind, question);
  while (td_observer_is_busy (observer))
    {
      td_observer_poll (observer);
      g_usleep (500);
      g_assert_cmpfloat (td_clock_now () - start, <, 30);
    }
  result = td_job_take (job);
  td_job_remove (job);
  return result;
}

static void
test_gradients_are_those_of_the_step (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "training.balancer=pcgrad", "training.shuffle=false",
                             "tasks.1.weight=0.3", "training.batch-size=50", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdGradients) gradients = ask (plan, 0, &td_gradients_job, td_gradients_ask ());

  g_assert_true (td_engine_step (engine));
  g_assert_nonnull (gradients);
  g_assert_cmpuint (gradients->n_layers, ==, 2);
  g_assert_cmpstr (gradients->layers[0], ==, "trunk.0");
  g_assert_cmpstr (gradients->layers[1], ==, "trunk.2");
  for (guint i = 0; i < 9; i++)
    {
      g_assert_cmpfloat_with_epsilon (gradients->products[2][i], engine->balancing->gram_matrix[i],
                                      1e-9);
      g_assert_cmpfloat_with_epsilon (gradients->products[0][i] + gradients->products[1][i],
                                      gradients->products[2][i], 1e-12);
    }
  g_assert_cmpfloat_with_epsilon (td_gradients_cosine (gradients, 2, 1, 1), 1, 1e-12);
  g_assert_cmpfloat (td_gradients_spread (gradients, 2), >=, 1);
  g_assert_cmpfloat (td_gradients_conflict (gradients, 2), <=, 1);
  toy_folder_remove (folder);
}

static void
test_nothing_shared_has_no_layers (void)
{
  char *folder = toy_folder_new (100);
  const char *settings[] = { "network.sharing=separate", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdGradients) gradients = ask (plan, 1, &td_gradients_job, td_gradients_ask ());
  g_autoptr (TdStepLab) lab = ask (plan, 1, &td_step_lab_job, td_step_lab_ask (0.01));

  g_assert_cmpuint (gradients->n_layers, ==, 0);
  g_assert_true (isnan (td_gradients_cosine (gradients, 0, 0, 1)));
  g_assert_cmpuint (lab->n_trials, >, 0);
  for (guint i = 0; i < lab->n_trials; i++)
    g_assert_true (isfinite (lab->trials[i].real[0]));
  toy_folder_remove (folder);
}

static void
check_trial (const TdStepLab *lab, const TdStepTrial *trial)
{
  double most = 0;

  g_test_message ("%s", trial->kind->kind.id);
  for (guint k = 0; k < lab->n_tasks; k++)
    most = MAX (most, fabs (trial->predicted[k]));
  for (guint k = 0; k < lab->n_tasks; k++)
    {
      g_assert_true (isfinite (trial->weights[k]));
      g_assert_cmpfloat (fabs (trial->real[k] - trial->predicted[k]), <=, 0.03 * most + 2e-7);
      if (trial->kind->properties & TD_IS_NON_CONFLICTING)
        g_assert_cmpfloat (trial->predicted[k], <=, 1e-9);
    }
}

/* A short step does what its gradient says. */
static void
test_every_balancer_keeps_its_promise (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "tasks.1.weight=0.3", "network.trunk.0.activation=tanh", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdStepLab) lab = ask (plan, 7, &td_step_lab_job, td_step_lab_ask (1e-4));

  g_assert_cmpuint (lab->step, ==, 7);
  g_assert_cmpfloat (lab->rate, ==, 1e-4);
  for (guint i = 0; i < lab->n_trials; i++)
    {
      g_assert_true (lab->trials[i].kind == (const TdBalancerKind *) td_balancers.kinds[i]);
      check_trial (lab, &lab->trials[i]);
    }
  for (guint k = 0; k < 3; k++)
    g_assert_cmpfloat (lab->trials[0].weights[k], ==, 1); /* equal */
  toy_folder_remove (folder);
}

static void
test_the_run_goes_on_as_it_was (void)
{
  char *folder = toy_folder_new (200);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdState) plain = toy_train (plan, NULL, &(TdRunLimits) { .steps = 20 });
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  TdJob *gradients = td_observer_add (observer, &td_gradients_job, td_gradients_ask ());
  TdJob *lab = td_observer_add (observer, &td_step_lab_job, td_step_lab_ask (0));
  g_autoptr (TdState) state = NULL;

  td_trainer_run (trainer, &(TdRunLimits) { .steps = 20 });
  g_assert_true (td_trainer_wait (trainer, -1));
  state = td_trainer_snapshot (trainer);
  td_job_remove (gradients);
  td_job_remove (lab);
  toy_assert_same_state (plain, state);
  toy_folder_remove (folder);
}

void
add_step_lab_tests (void)
{
  g_test_add_func ("/step-lab/gradients-are-those-of-the-step", test_gradients_are_those_of_the_step);
  g_test_add_func ("/step-lab/nothing-shared-has-no-layers", test_nothing_shared_has_no_layers);
  g_test_add_func ("/step-lab/every-balancer-keeps-its-promise", test_every_balancer_keeps_its_promise);
  g_test_add_func ("/step-lab/the-run-goes-on-as-it-was", test_the_run_goes_on_as_it_was);
}
